extension UnsafeRawBufferPointer {
    /// How many bytes both begin with; eight are compared at a time.
    package func commonPrefix(with other: UnsafeRawBufferPointer) -> Int {
        let count = Swift.min(count, other.count)
        var index = 0
        while index + 8 <= count,
            loadUnaligned(fromByteOffset: index, as: UInt64.self)
                == other.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        {
            index += 8
        }
        while index < count, self[index] == other[index] { index += 1 }
        return index
    }

    /// How many bytes both end with, at most `limit`, which is no more than either has.
    package func commonSuffix(with other: UnsafeRawBufferPointer, upTo limit: Int) -> Int {
        let limit = Swift.min(limit, count, other.count)
        var length = 0
        while length + 8 <= limit,
            loadUnaligned(fromByteOffset: count - length - 8, as: UInt64.self)
                == other.loadUnaligned(fromByteOffset: other.count - length - 8, as: UInt64.self)
        {
            length += 8
        }
        while length < limit, self[count - length - 1] == other[other.count - length - 1] { length += 1 }
        return length
    }
}
