import ReleaseModel

extension EvidenceReading {
    /// The reading of a document with several statements, before anybody says which of them is asked for.
    package init(of statements: [EvidenceReading]) {
        self.init()
        self.statements = statements
        combineStatements()
    }

    /// Puts together what the statements say that count.
    ///
    /// Those that state a result count before those that state none (a bill of materials says nothing of tests), and of
    /// the same kind of result by the same producer the newest, where each says its time. Of what then counts the worst
    /// is the answer: every one must be verified, and every one must have passed. Statements about different things belong
    /// to none of them, unless one of them is what is released (`about`).
    mutating func combineStatements() {
        let counting = EvidenceReading.newest(statements.filter(\.statesResult))
        let own = counting.isEmpty ? statements : counting
        facts = []
        // What was left out before the signatures were looked at stays left out.
        notes.removeAll { !$0.text.hasSuffix(EvidenceReading.otherThings) }
        note(.information, "\(statements.count) statements, of which \(own.count) count: \(kinds(of: own))")
        for statement in own { for each in statement.notes { note(each.kind, each.text) } }
        let revisions = Set(own.map(\.revision))
        let times = own.map(\.observedAt)
        // An unknown time is no time: the others may be newer.
        observedAt = times.contains(nil) ? nil : times.compactMap { $0 }.min()
        let producers = Set(own.map(\.producer))
        producer = producers.count == 1 ? producers.first ?? nil : nil
        guard revisions.count == 1, let common = revisions.first, let common else {
            let subjects = Set(own.flatMap { $0.named?.revisions ?? [] }).count
            revision = nil
            giveUnknown(
                ["attestation.verified", "attestation.passed"],
                "the statements are about \(subjects) things; which of them is released, the release file says")
            return
        }
        revision = common
        for id in ["attestation.verified", "attestation.passed"] as [FactID] {
            let found = own.compactMap { statement in statement.facts.first { $0.id == id } }
            let worst =
                found.first { $0.value == .flag(false) } ?? found.first { $0.value == nil } ?? found.first
            if let worst { facts.append(worst) }
        }
        guard value("attestation.verified") == .flag(true) else { return }
        for id in ["attestation.signer", "attestation.key_id", "attestation.algorithm"] as [FactID] {
            let texts = Set(own.compactMap { $0.value(id)?.display }).sorted()
            facts.append(Fact(id, .text(texts.joined(separator: ", "))))
        }
    }

    private static let otherThings = "statements are about other things"

    private var statesResult: Bool {
        (facts + (named?.facts ?? [])).contains { $0.id == "attestation.passed" && $0.value != nil }
    }

    private func value(_ id: FactID) -> FactValue? { facts.first { $0.id == id }?.value }

    private func kinds(of statements: [EvidenceReading]) -> String {
        Set(statements.compactMap { $0.signed?.predicateType }).sorted().joined(separator: ", ")
            .prefix(200).description
    }

    /// Without those that a newer one of the same kind and producer replaces.
    private static func newest(_ statements: [EvidenceReading]) -> [EvidenceReading] {
        statements.filter { statement in
            guard let time = statement.observedAt else { return true }
            let peers = statements.filter {
                $0.signed?.predicateType == statement.signed?.predicateType && $0.producer == statement.producer
            }
            guard peers.allSatisfy({ $0.observedAt != nil }) else { return true }
            return !peers.contains { ($0.observedAt ?? time) > time }
        }
    }

    /// The same reading with only the statements about `subject`, where there are any.
    func aboutStatements(of subject: Subject) -> EvidenceReading {
        let own = statements.filter { $0.names(subject) }.map { $0.about(subject) }
        guard !own.isEmpty else { return self }
        var copy = self
        copy.statements = own
        copy.combineStatements()
        let others = statements.count - own.count
        if others > 0 { copy.note(.ignored, "\(others) \(EvidenceReading.otherThings)") }
        return copy
    }

    private func names(_ subject: Subject) -> Bool {
        let revisions = (named?.revisions ?? []) + [revision].compactMap { $0 }
        return revisions.contains { subject.matches(revision: $0) }
    }
}
