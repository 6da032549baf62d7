import ReleaseModel

/// The facts that a person wants to see of a document: everything but a crowd of zeros and digests.
///
/// A plan carries dozens of counts and most are 0. What is unknown, not 0, or about the whole is shown; the rest is
/// said in one line for each family. The JSON forms carry every fact.
struct FactDigest {
    /// In the order of the document.
    var shown: [Fact] = []
    /// `all other plan.* facts are 0`.
    var remarks: [String] = []

    /// Fewer zeros than this are shown.
    private static let crowd = 6

    init(_ facts: [Fact]) {
        var zeros: [String: Int] = [:]
        for fact in facts where FactDigest.isDetail(fact) { zeros[FactDigest.family(fact), default: 0] += 1 }
        for fact in facts where fact.id != "plan.fingerprint" || fact.value == nil {
            let family = FactDigest.family(fact)
            if FactDigest.isDetail(fact), zeros[family, default: 0] >= FactDigest.crowd {
                let remark = "all other \(family).* facts are 0"
                if !remarks.contains(remark) { remarks.append(remark) }
            } else {
                shown.append(fact)
            }
        }
    }

    private static func family(_ fact: Fact) -> String { String(fact.id.name.prefix { $0 != "." }) }

    /// A count of 0 about a part, such as `plan.deletes.stateful`.
    private static func isDetail(_ fact: Fact) -> Bool {
        guard case .known(.count(0)) = fact.reading else { return false }
        return fact.id.name.split(separator: ".").count > 2
    }
}
