import ReleaseAudit
import ReleaseModel
import Synchronization

/// Prints drafts from templates, and sets each form once: the drafts of an artefact for many places of one system differ
/// in key and place alone.
final class DraftPress: Sendable {
    /// What a draft says of itself.
    struct Particulars {
        var key: String
        var target: String
        var approvers: String
        var approverReason: String
        var triggers: String
    }

    /// Everything that a form depends on.
    private struct FormKey: Hashable {
        var template: String
        var digest: ContentDigest
        var approvers: String
        var approverReason: String
        var triggers: String
    }

    /// A text with gaps for key and place: as many `gaps` as there are pieces, less one.
    private struct Form {
        private(set) var pieces: [[UInt8]] = [[]]
        private(set) var gaps: [Bool] = []

        init(_ text: String) {
            var rest = text[...]
            while let place = rest.unicodeScalars.firstIndex(where: { DraftPress.isMark($0) }) {
                pieces[pieces.count - 1] = Array(rest[..<place].utf8)
                pieces.append([])
                gaps.append(rest.unicodeScalars[place] == DraftPress.keyMark)
                rest = rest[rest.unicodeScalars.index(after: place)...]
            }
            pieces[pieces.count - 1] = Array(rest.utf8)
        }

        func filled(key: String, target: String) -> String {
            var output = pieces[0]
            for (isKey, piece) in zip(gaps, pieces.dropFirst()) {
                output += (isKey ? key : target).utf8
                output += piece
            }
            return String(decoding: output, as: UTF8.self)
        }
    }

    /// The forms of a draft's two texts, and the digest of both.
    private struct Sheet {
        var title: Form
        var body: Form
        var digest: ContentDigest
    }

    // Private characters: a text that comes from an input has none once it is neutralised.
    private static let keyMark: Unicode.Scalar = "\u{E000}"
    private static let targetMark: Unicode.Scalar = "\u{E001}"

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool { scalar == keyMark || scalar == targetMark }

    /// Whether `text` has one of the characters that stand for the gaps of a form.
    static func hasMark(_ text: String) -> Bool { text.unicodeScalars.contains(where: isMark) }

    /// What was made before, for the drafts that need the same.
    private struct Made {
        var forms: [FormKey: Sheet] = [:]
        var triggers: [ContentDigest: [Draft.Trigger]] = [:]
        var inputs: [[String]: String] = [:]
    }

    private let context: DraftContext
    private let made = Mutex(Made())

    init(context: DraftContext) { self.context = context }

    /// The inputs that `template` reads, each with the digest of what it reads of them.
    func triggers(of template: DraftTemplate) -> [Draft.Trigger] {
        if let known = made.withLock({ $0.triggers[template.digest] }),
            known.contains(where: { $0.input == "template:\(template.name)" })
        {
            return known
        }
        let found = context.triggers(of: template)
        made.withLock { $0.triggers[template.digest] = found }
        return found
    }

    /// The inputs of `triggers` as readers know them.
    func words(of triggers: [Draft.Trigger]) -> String {
        let names = triggers.map(\.input)
        if let known = made.withLock({ $0.inputs[names] }) { return known }
        let words = Wording.inputs(names)
        made.withLock { $0.inputs[names] = words }
        return words
    }

    /// The text of one draft.
    struct Text {
        var title: String
        var body: String
        /// What it says before key and place are put in; nil where it was not made from a form.
        var form: ContentDigest?
    }

    /// The title and the body of one draft.
    func text(of template: DraftTemplate, _ own: Particulars) -> Text {
        let (key, target) = (InertText.value(own.key), InertText.value(own.target))
        // In any other script a sign could join with what stands beside the gap; an empty text leaves a blank line.
        guard template.printsPlacesAsTheyAre, !key.isEmpty, !target.isEmpty,
            (own.key + own.target).utf8.allSatisfy({ $0 < 0x80 })
        else {
            let (title, body) = template.render(value(own))
            return Text(title: title, body: body)
        }
        let formKey = FormKey(
            template: template.name, digest: template.digest, approvers: own.approvers,
            approverReason: own.approverReason, triggers: own.triggers)
        let form = made.withLock { $0.forms[formKey] } ?? self.form(of: template, own)
        made.withLock { $0.forms[formKey] = form }
        return Text(
            title: form.title.filled(key: key, target: target),
            body: form.body.filled(key: InertText.markdownValue(own.key), target: InertText.markdownValue(own.target)),
            form: form.digest)
    }

    private func form(of template: DraftTemplate, _ own: Particulars) -> Sheet {
        let (title, body) = template.render(
            value(own), marks: ["key": String(DraftPress.keyMark), "target": String(DraftPress.targetMark)])
        return Sheet(
            title: Form(title), body: Form(body), digest: ContentDigest(canonical: [.string(title), .string(body)]))
    }

    private func value(_ own: Particulars) -> TemplateValue {
        context.value(draft: [
            "key": .text(own.key), "target": .text(own.target), "approvers": .text(own.approvers),
            "approver_reason": .text(own.approverReason), "triggers": .text(own.triggers),
        ])
    }
}
