import ReleaseModel

/// What an overlay makes less strict than the policy underneath, in words with before and after.
struct Loosenings {
    private(set) var all: [String] = []

    mutating func note(_ what: String, _ before: String, _ after: String) {
        all.append("\(what) (from \(before) to \(after))")
    }

    /// Sets a limit of which a larger value is looser.
    mutating func raise<Value: Comparable>(_ what: String, _ current: inout Value, _ value: Value) {
        if value > current { note(what, "\(current)", "\(value)") }
        current = value
    }

    /// Sets a limit of which a smaller value is looser.
    mutating func lower<Value: Comparable>(_ what: String, _ current: inout Value, _ value: Value) {
        if value < current { note(what, "\(current)", "\(value)") }
        current = value
    }

    /// Sets a list of which leaving something out is looser.
    mutating func shrink<Value: Equatable>(_ what: String, _ current: inout [Value], _ value: [Value]) {
        if current.contains(where: { !value.contains($0) }) { note(what, list(current), list(value)) }
        current = value
    }

    /// Sets a list of which adding something is looser.
    mutating func grow<Value: Equatable>(_ what: String, _ current: inout [Value], _ value: [Value]) {
        if value.contains(where: { !current.contains($0) }) { note(what, list(current), list(value)) }
        current = value
    }

    private func list<Value>(_ values: [Value]) -> String {
        values.isEmpty ? "none" : values.map { "\($0)" }.joined(separator: ", ")
    }
}
