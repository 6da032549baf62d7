import ReleaseAudit
package import ReleaseModel

/// What verifying the audit log came to.
package struct AuditVerification: Hashable, Sendable {
    package var entryCount: Int64
    package var head: ContentDigest
    /// One line for each fault, beginning with ALTERED, TRUNCATED, FORKED or REPLAYED; empty where the log is whole.
    package var faults: [String]
    /// What is no fault and worth knowing.
    package var notices: [String]

    init(_ result: consuming LogAudit.Result) {
        entryCount = result.count
        head = result.root
        faults = result.faults.map(\.description)
        if result.omittedFaultCount > 0 { faults.append("and \(result.omittedFaultCount) more") }
        notices = result.notices
    }

    /// Reports whether nothing was altered.
    package var isWhole: Bool { faults.isEmpty }

    /// For people.
    package var text: String {
        let verdict =
            isWhole ? ["The log is whole: every hash of its \(entryCount) entries follows from their text."] : faults
        let lines =
            verdict + notices.map { "notice   \($0)" } + ["entries  \(entryCount)", "head     \(head.prefixed)"]
        return lines.joined(separator: "\n") + "\n"
    }

    /// The versioned document.
    package var json: JSONValue {
        [
            "schema": "releasegate.audit-verification/v1", "whole": .bool(isWhole), "entries": .integer(entryCount),
            "head": .string(head.prefixed), "faults": .array(faults.map(JSONValue.string)),
            "notices": .array(notices.map(JSONValue.string)),
        ]
    }
}
