import Dispatch
import Synchronization

/// Work on values that do not depend on one another, on all cores. The results keep the order of the values.
enum Concurrent {
    /// Begins `work`, whose result is kept where it belongs, while the caller goes on.
    static func begin(_ work: @escaping @Sendable () -> Void) {
        DispatchQueue.global(qos: .userInitiated).async(execute: work)
    }

    /// `body` of each number from 0 up to `count`.
    static func map<Result: Sendable>(count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
        // Few enough that one that takes long does not leave the other cores without work.
        let pieces = min(count, 64)
        guard pieces > 1 else { return (0..<count).map(body) }
        let done = Mutex<[[Result]]>(Array(repeating: [], count: pieces))
        DispatchQueue.concurrentPerform(iterations: pieces) { piece in
            let results = (count * piece / pieces..<count * (piece + 1) / pieces).map(body)
            done.withLock { $0[piece] = results }
        }
        return done.withLock { Array($0.joined()) }
    }

    /// `body` of each of `values`.
    ///
    /// - Throws: the error of the first value, in order, that has one.
    static func map<Value: Sendable, Result: Sendable>(
        _ values: [Value], _ body: @Sendable (Value) throws(WorkflowFailure) -> Result
    ) throws(WorkflowFailure) -> [Result] {
        let done = map(count: values.count) { index in
            Swift.Result { () throws(WorkflowFailure) -> Result in try body(values[index]) }
        }
        var results: [Result] = []
        results.reserveCapacity(values.count)
        for result in done { results.append(try result.get()) }
        return results
    }
}
