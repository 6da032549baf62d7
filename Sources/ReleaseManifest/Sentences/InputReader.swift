import ReleaseModel

/// Reads the six inputs and `preferred_llm`, each as plain sentences or in its structured form.
struct InputReader {
    /// The six inputs of a release, in the order of the file.
    static let names = [
        "initiative_context", "change_scope", "evidence_channels", "risk_tolerance", "approval_matrix", "rollback_plan",
    ]

    let fields: FieldReader
    let source: SourceText

    private var log: ReadingLog { fields.log }

    func readSixInputs(into release: inout Release) {
        if let node = fields.node("initiative_context") {
            release.initiative = read(node, InitiativeSection.initiative, InitiativeSentences.self, &release)
        }
        if let node = fields.node("change_scope") {
            release.scope = read(node, ScopeSection.read, ScopeSentences.self, &release)
        }
        if let node = fields.node("evidence_channels") {
            release.channels = channels(node, &release)
        }
        if let node = fields.node("risk_tolerance") {
            release.riskTolerance = read(node, RiskSection.read, RiskSentences.self, &release)
        }
        if let node = fields.node("approval_matrix") {
            release.approvalMatrix = read(node, ApprovalSection.read, ApprovalSentences.self, &release)
        }
        if let node = fields.node("rollback_plan") {
            release.rollbackPlan = read(node, RollbackSection.read, RollbackSentences.self, &release)
        }
        if let node = fields.node("preferred_llm") {
            let texts = fields.values.texts(node, for: "preferred_llm")
            // A list names one family per element; a sentence is cut like one.
            release.preferredLLM =
                node.elements == nil ? texts.flatMap(PhraseSplitter.sentences).flatMap(PhraseSplitter.items) : texts
        }
    }

    private func read<Grammar: SentenceGrammar>(
        _ node: YAMLNode, _ structured: (YAMLNode, ReadingLog) -> Grammar.Value, _ grammar: Grammar.Type,
        _ release: inout Release
    ) -> Grammar.Value {
        guard let texts = sentences(node, grammar.input) else { return structured(node, log) }
        let result = read(texts, grammar)
        release.phrases += result.phrases
        return result.value
    }

    private func read<Grammar: SentenceGrammar>(
        _ texts: [(String, SourceLocation)], _ grammar: Grammar.Type
    ) -> (value: Grammar.Value, phrases: [Phrase]) {
        var reader = grammar.init()
        var phrases: [Phrase] = []
        for (text, place) in texts {
            var from = place
            for reading in reader.read(text) {
                // Phrases come in order, so each is looked for after the one before it.
                let found = source.location(of: reading.text, from: from)
                if found > from { from = found }
                phrases.append(
                    Phrase(input: grammar.input, text: reading.text, reading: reading.reading, location: found))
            }
        }
        return (reader.value, phrases)
    }

    /// How many bytes of sentences one input may hold: far more than people write, few enough to read in no time.
    private static let sentenceLimit = 32_768

    /// A text, or a list of texts only, is plain sentences; nil where it is the structured form.
    private func sentences(_ node: YAMLNode, _ input: String) -> [(String, SourceLocation)]? {
        let bytes = ([node] + (node.elements ?? [])).reduce(0) { $0 + ($1.scalar?.text.utf8.count ?? 0) }
        guard bytes <= InputReader.sentenceLimit else {
            log.error(
                at: node.location,
                "\(quoted(input)) holds \(bytes) bytes of sentences; the limit is \(InputReader.sentenceLimit)")
            return []
        }
        if let scalar = node.scalar { return scalar.isNull ? [] : [(scalar.text, node.location)] }
        guard let elements = node.elements else { return nil }
        return elements.compactMap { element in
            guard let scalar = element.scalar else {
                log.error(
                    at: element.location,
                    "\(quoted(input)) is a list with \(element.found) in it; accepted: a mapping, or sentences only")
                return nil
            }
            return scalar.isNull ? nil : (scalar.text, element.location)
        }
    }

    /// A list of channels is structured as soon as it holds a mapping; a list element that is no sentence must be a
    /// channel, so a misspelt one is an error and not a phrase.
    private func channels(_ node: YAMLNode, _ release: inout Release) -> [EvidenceChannel] {
        let isSentence: (YAMLNode) -> Bool = { element in
            guard let text = element.scalar?.text else { return false }
            return text.contains(",") || text.contains(";") || text.contains(". ")
        }
        if node.scalar == nil, !(node.elements ?? []).contains(where: isSentence) || node.entries != nil {
            return EvidenceSection.read(node, log)
        }
        guard let texts = sentences(node, EvidenceSentences.input) else { return [] }
        var result = read(texts, EvidenceSentences.self)
        release.phrases += result.phrases
        for index in result.value.indices {
            let name = result.value[index].name
            let phrase = result.phrases.first { $0.text == name }
            result.value[index].location = phrase?.location ?? node.location
        }
        return result.value
    }
}

/// A small deterministic grammar for one input: what it cannot map is said to be not understood, never guessed.
protocol SentenceGrammar {
    associatedtype Value
    /// The input's name in the file.
    static var input: String { get }
    /// What was understood so far.
    var value: Value { get }
    init()
    /// Reads one text: every word of it belongs to one of the phrases given back, in order.
    mutating func read(_ text: String) -> [PhraseReading]
}

/// A phrase and what was made of it.
struct PhraseReading: Hashable {
    var text: String
    var reading: Phrase.Reading

    static func understood(_ text: String, _ meaning: String) -> PhraseReading {
        PhraseReading(text: text, reading: .understood(as: meaning))
    }

    static func notUnderstood(_ text: String, _ accepted: String) -> PhraseReading {
        PhraseReading(text: text, reading: .notUnderstood(accepted: accepted))
    }
}
