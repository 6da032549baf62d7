import Dispatch
import Synchronization

/// Work on values that do not depend on one another, on all cores. The results keep the order of the values.
enum Concurrent {
    /// Begins `work`, whose result is kept where it belongs, while the caller goes on.
    static func begin(_ work: @escaping @Sendable () -> Void) {
        DispatchQueue.global(qos: .userInitiated).async(execute: work)
    }

    /// `body` of each of `values`.
    ///
    /// - Throws: the error of the first value, in order, that has one.
    static func map<Value: Sendable, Result: Sendable>(
        _ values: [Value], _ body: @Sendable (Value) throws(WorkflowFailure) -> Result
    ) throws(WorkflowFailure) -> [Result] {
        // Few enough that a value that takes long does not leave the other cores without work.
        let pieces = min(values.count, 64)
        guard pieces > 1 else {
            var results: [Result] = []
            for value in values { results.append(try body(value)) }
            return results
        }
        let done = Mutex<[[Swift.Result<Result, WorkflowFailure>]]>(Array(repeating: [], count: pieces))
        DispatchQueue.concurrentPerform(iterations: pieces) { piece in
            let range = values.count * piece / pieces..<values.count * (piece + 1) / pieces
            let results = values[range].map { value in
                Swift.Result { () throws(WorkflowFailure) -> Result in try body(value) }
            }
            done.withLock { $0[piece] = results }
        }
        var results: [Result] = []
        results.reserveCapacity(values.count)
        for result in done.withLock({ $0 }).joined() { results.append(try result.get()) }
        return results
    }
}
