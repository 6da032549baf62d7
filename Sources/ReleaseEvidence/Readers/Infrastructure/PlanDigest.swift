import JSONStream
import ReleaseAudit
import ReleaseModel

/// Digests everything that a plan will do, so that an approval of one plan is not taken for one of another with the same
/// counts.
///
/// Each planned change is digested by itself: its address, its actions and the values it plans, in a form that does not
/// depend on white space, the order of members or the spelling of numbers. The fingerprint is the digest of all these
/// digests in sorted order, so the order of resources, times, versions of the tool and the state before do not matter.
///
/// A digest of a short secret is as good as the secret: whoever knows the rest of the plan can try all values until the
/// digest fits. So what the tool marks as sensitive never enters a digest, and `*` stands in its place; a plan that differs
/// in nothing else has the same fingerprint. Where a tool has no such marks for a value, members with names such as
/// `password` and texts that look like secrets are left out alike. What is then left may still be guessed by who knows
/// all the rest, which is no less than the plan itself shows.
///
/// Memory: 32 bytes for each planned change, and the values of one change at a time.
struct PlanDigest {
    static let factID: FactID = "plan.fingerprint"

    /// Values of one change that are longer are not digested.
    static let valueLimit = 8 << 20
    /// Plans with more changes have a fingerprint and no list of changes.
    static let listLimit = 256

    private let name: String
    private var form: CanonicalForm
    private var records: [Record] = []
    private var changes: [(shown: () -> String, digest: ContentDigest)] = []
    private var obstacle: String?

    /// A digest in 32 bytes of memory, where a `ContentDigest` has a text of its own.
    private struct Record: Comparable {
        var words: (UInt64, UInt64, UInt64, UInt64)

        init(_ bytes: [UInt8]) {
            func word(_ index: Int) -> UInt64 {
                bytes.dropFirst(index * 8).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
            }
            words = (word(0), word(1), word(2), word(3))
        }

        var bytes: [UInt8] {
            [words.0, words.1, words.2, words.3].flatMap { word in
                (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
            }
        }

        static func < (left: Record, right: Record) -> Bool { left.words < right.words }
        static func == (left: Record, right: Record) -> Bool { left.words == right.words }
    }

    /// - Parameters:
    ///   - name: what the digests are of, such as `terraform-plan-json`: digests of two formats are never the same.
    ///   - form: how values are written, and which of them are left out.
    init(_ name: String, form: CanonicalForm = CanonicalForm()) {
        self.name = name
        self.form = form
    }

    /// Takes in one planned change.
    ///
    /// - Parameters:
    ///   - shown: the address as it may be shown; asked for only where the changes are listed in the end.
    ///   - words: the address as it is, the actions, and whatever else is text.
    ///   - values: adds the planned values.
    mutating func add(
        shown: @escaping @autoclosure () -> String, _ words: [String], values: (inout CanonicalForm) -> Void = { _ in }
    ) {
        form.removeAll()
        for word in words { form.append(word) }
        values(&form)
        let bytes = DigestHasher.bytes(of: form.output)
        records.append(Record(bytes))
        guard records.count <= PlanDigest.listLimit else {
            changes = []
            return
        }
        if let digest = ContentDigest(bytes: bytes) { changes.append((shown, digest)) }
    }

    /// Takes note that the values of a change are too long to be digested, so that nobody knows what they are.
    mutating func skip(shown: String) {
        obstacle = obstacle ?? "the planned values of \(shown) are longer than \(PlanDigest.valueLimit) bytes"
    }

    /// The fact; unknown for `reason`, or where something could not be digested.
    func fact(unknownBecause reason: String?) -> Fact {
        if let reason = reason ?? obstacle { return Fact(PlanDigest.factID, unknown: reason) }
        var hasher = DigestHasher()
        hasher.update(Array("releasegate plan fingerprint v2\n\(name)\n\(records.count)\n".utf8))
        for record in records.sorted() { hasher.update(record.bytes) }
        return Fact(PlanDigest.factID, .text(hasher.finish().prefixed))
    }

    /// The planned changes, sorted; nil where there are many or some could not be digested.
    func list(unknownBecause reason: String?) -> [PlannedChange]? {
        guard reason == nil, obstacle == nil, records.count <= PlanDigest.listLimit else { return nil }
        return changes.map { PlannedChange(address: $0.shown(), digest: $0.digest) }.sorted()
    }
}

extension CanonicalForm {
    /// The form for tools that do not mark every secret: members with telling names are left out, and so is whatever looks
    /// like a secret.
    static func cautious(
        hiding names: Set<String> = [], unordered: Set<String> = [],
        cleaning clean: @escaping (String) -> String = { $0 }
    ) -> CanonicalForm {
        CanonicalForm(
            hidingMembers: { names.contains($0) || SecretShape.isSecretName($0) },
            cleaning: { SecretScanner.redact(clean($0)).text }, unordered: unordered)
    }
}
