package import ReleaseModel

extension EvidenceReading {
    /// Gives every fact in `ids` as unknown, for one reason, and says so in a note.
    package mutating func giveUnknown(_ ids: [FactID], _ reason: String) {
        facts.removeAll { ids.contains($0.id) }
        facts += ids.map { Fact($0, unknown: reason) }
        note(.missing, reason)
    }

    /// Adds a note, once.
    package mutating func note(_ kind: EvidenceNote.Kind, _ text: String) {
        let note = EvidenceNote(kind, text)
        if !notes.contains(note) { notes.append(note) }
    }

    /// Adds a count.
    package mutating func count(_ id: FactID, _ value: Int) {
        facts.append(Fact(id, .count(Int64(value))))
    }

    /// Takes the revision of a document that may name several; where it does, every fact becomes unknown.
    package mutating func settleRevision(_ revisions: Set<String>) {
        if revisions.count > 1 {
            let names = revisions.sorted().map { String($0.prefix(12)) }
            let reason =
                "the document is about \(revisions.count) revisions (\(names.prefix(3).joined(separator: ", "))), so "
                + "its facts belong to none; export one revision at a time"
            giveUnknown(facts.map(\.id), reason)
        } else {
            revision = revisions.first
        }
    }

    /// The same reading with `docs.age` known, where the document says when it was last edited.
    ///
    /// - Parameter taken: when the page was taken, as the release file states it; a page cannot say that itself.
    package func withDocumentAge(at taken: Instant) -> EvidenceReading {
        guard case .instant(let lastEdited) = facts.first(where: { $0.id == "docs.last_edited" })?.value,
            lastEdited <= taken
        else { return self }
        var copy = self
        copy.facts.removeAll { $0.id == "docs.age" }
        copy.facts.append(Fact("docs.age", .duration(taken - lastEdited)))
        return copy
    }

    /// The same reading with every secret-shaped stretch of its texts replaced, and a note on how many there were.
    package func redacted() -> EvidenceReading {
        var scrubber = Scrubber()
        var copy = self
        copy.revision = scrubber.clean(revision)
        copy.environment = scrubber.clean(environment)
        copy.runID = scrubber.clean(runID)
        copy.producer = scrubber.clean(producer)
        copy.facts = facts.map { scrubber.clean($0) }
        if let named {
            // The same texts once more, so they are not counted.
            var again = Scrubber()
            copy.named = NamedSubjects(
                revisions: named.revisions.map { again.clean($0) }, facts: named.facts.map { again.clean($0) },
                note: again.clean(named.note))
        }
        copy.statements = statements.map { $0.redacted() }
        copy.claims = claims.map {
            ApprovalClaim(identity: scrubber.clean($0.identity), statement: scrubber.clean($0.statement), at: $0.at)
        }
        copy.notes = notes.map { EvidenceNote($0.kind, scrubber.clean($0.text)) }
        if scrubber.count > 0 {
            let what = scrubber.count == 1 ? "1 text that looks" : "\(scrubber.count) texts that look"
            copy.notes.append(EvidenceNote(.redacted, "\(what) like a secret left out"))
        }
        return copy
    }
}

extension EvidenceError {
    /// The same error with every secret-shaped stretch of its message replaced.
    package func redacted() -> EvidenceError {
        EvidenceError(line: line, column: column, SecretScanner.redact(message).text)
    }
}

/// Cleans texts and counts what was found.
private struct Scrubber {
    var count = 0

    mutating func clean(_ text: String) -> String {
        let (clean, found) = SecretScanner.redact(text)
        count += found
        return clean
    }

    mutating func clean(_ fact: Fact) -> Fact {
        // A metric's name is part of the fact's.
        let id = FactID(clean(fact.id.name))
        let reason = clean(fact.reason)
        return switch fact.reading {
        case .known(.text(let text)): Fact(id, .text(clean(text)), because: reason)
        case .unknown(let reason): Fact(id, unknown: clean(reason))
        case .known(let value): Fact(id, value, because: reason)
        }
    }

    mutating func clean(_ text: String?) -> String? {
        guard let text else { return nil }
        return clean(text) as String
    }
}
