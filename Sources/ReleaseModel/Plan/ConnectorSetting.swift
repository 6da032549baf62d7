/// Something about a place at a target that only its people know: an id, a type, a list of channels. Never a credential.
package struct ConnectorSetting: Hashable, Sendable {
    /// What a value looks like.
    package enum Form: Hashable, Sendable {
        /// One line of text.
        case text
        /// Decimal digits, however many: an id, not an amount.
        case number
        /// Names or ids, none of which holds a blank or a comma.
        case list
        /// E-mail addresses.
        case addresses
        /// A mail folder that keeps drafts.
        case draftsFolder

        /// What is accepted, for a message.
        package var accepted: String {
            switch self {
            case .text: "one line of text of at most 255 characters"
            case .number: "a whole number, such as an id"
            case .list: "names or ids without blanks, one or a list"
            case .addresses: "e-mail addresses, one or a list"
            case .draftsFolder: "the name of a folder for drafts, not of one whose mail is sent or was"
            }
        }

        /// Whether a mail folder of this name sends what is put into it (Courier's INBOX.Outbox, Outlook's Outbox), or holds
        /// what was sent or is about to be.
        private static func sends(_ folder: String) -> Bool {
            let names = folder.lowercased().split { "./\\[]".contains($0) || $0 == " " }
            return names.contains { name in
                ["outbox", "sent", "scheduled", "snoozed", "queue", "postausgang", "gesendet", "gesendete", "geplant"]
                    .contains(String(name))
            }
        }

        /// Whether there may be several.
        package var isList: Bool { self == .list || self == .addresses }

        /// Whether one value has this form.
        package func accepts(_ value: String) -> Bool {
            guard !value.isEmpty, value.unicodeScalars.count <= 255,
                value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
            else { return false }
            switch self {
            case .text:
                return value.first != " " && value.last != " " && !value.contains("{") && !value.contains("}")
            case .draftsFolder: return Form.text.accepts(value) && !Form.sends(value)
            case .number: return value.utf8.allSatisfy { (48...57).contains($0) }
            case .list:
                return value.unicodeScalars.allSatisfy {
                    !$0.properties.isWhitespace && !",{}".unicodeScalars.contains($0)
                }
            case .addresses:
                let parts = value.split(separator: "@", omittingEmptySubsequences: false)
                return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
                    && value.utf8.allSatisfy {
                        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                            || "@.-_+'=%".utf8.contains($0)
                    }
            }
        }
    }

    /// Whether a request card is complete without it.
    package enum Need: Hashable, Sendable {
        case required
        /// Required unless the container is what the words say.
        case requiredUnlessContainer(String)
        /// Not needed; the words say what counts without it.
        case optional(String)

        /// In words: `required`, `required unless the container is a number`, `optional: Task`.
        package var words: String {
            switch self {
            case .required: "required"
            case .requiredUnlessContainer(let form): "required unless the container is \(form)"
            case .optional(let instead): "optional: \(instead)"
            }
        }
    }

    /// As the release file writes it, such as `space_id`.
    package var name: String
    /// One sentence without its full stop.
    package var meaning: String
    /// The draft kinds it is for; empty means every kind that the connector takes.
    package var kinds: [Draft.Kind]
    package var form: Form
    package var need: Need
    /// A value as it may be written.
    package var example: String

    package init(
        _ name: String, _ meaning: String, for kinds: [Draft.Kind] = [], _ form: Form, _ need: Need, example: String
    ) {
        self.name = name
        self.meaning = meaning
        self.kinds = kinds
        self.form = form
        self.need = need
        self.example = example
    }

    /// Whether a draft of `kind` has it.
    package func applies(to kind: Draft.Kind) -> Bool { kinds.isEmpty || kinds.contains(kind) }

    /// In one line: `space_id (required …): the id of the space, such as 65011`.
    package var words: String { "\(name) (\(need.words)): \(meaning), such as \(example)" }
}
