/// How far a value that is skipped has been passed over, and what may come next.
///
/// The loops in `Skim+Loops.swift` are its fast half.
struct Skim {
    /// What the grammar accepts next.
    enum Next {
        case value
        /// Behind `[`.
        case valueOrEnd
        /// Behind `,` in an object.
        case name
        /// Behind `{`.
        case nameOrEnd
        case colon
        /// Behind a value in a container.
        case commaOrEnd
    }

    var next = Next.value
    /// The value is passed over.
    private(set) var isDone = false
    /// Open containers, the innermost in the lowest bit: 1 for an object. Sixty-four in each word.
    var current: UInt64 = 0
    var count = 0
    private var words: [UInt64] = []
    /// How many containers may be open at once.
    let levels: Int

    init(levels: Int) {
        self.levels = levels
    }

    /// Whether the innermost container is an object.
    var isObject: Bool { current & 1 == 1 }

    /// Enters a container; false where it is one level too deep.
    mutating func open(isObject: Bool) -> Bool {
        guard count < levels else { return false }
        if count > 0, count % 64 == 0 {
            words.append(current)
            current = 0
        }
        current = current << 1 | (isObject ? 1 : 0)
        count += 1
        next = isObject ? .nameOrEnd : .valueOrEnd
        return true
    }

    /// Leaves the innermost container.
    mutating func close() {
        current >>= 1
        count -= 1
        if count > 0, count % 64 == 0 { current = words.popLast() ?? 0 }
        endValue()
    }

    /// A value ended.
    mutating func endValue() {
        if count == 0 { isDone = true }
        next = .commaOrEnd
    }
}
