/// Finds what is not the same in two objects that are written by the same program, without building anything of the rest.
package enum UnequalMembers {
    /// The values of the members whose bytes are not the same; nil where the two are no objects with the same names in the
    /// same order.
    ///
    /// Both must be one well-formed value, such as `skip(keepingIn:limit:)` gives. Two spellings of the same value are not
    /// the same bytes: what is given is to be compared.
    package static func of(_ left: [UInt8], _ right: [UInt8]) -> [(left: [UInt8], right: [UInt8])]? {
        left.withUnsafeBufferPointer { left in
            right.withUnsafeBufferPointer { right in
                guard let leftBase = left.baseAddress, let rightBase = right.baseAddress else { return nil }
                return of(FormScan(bytes: leftBase, end: left.count), FormScan(bytes: rightBase, end: right.count))
            }
        }
    }

    private static func of(_ left: FormScan, _ right: FormScan) -> [(left: [UInt8], right: [UInt8])]? {
        var (left, right) = (left, right)
        guard left.next() == UInt8(ascii: "{"), right.next() == UInt8(ascii: "{") else { return nil }
        left.open()
        right.open()
        var unequal: [(left: [UInt8], right: [UInt8])] = []
        while true {
            let isEnd = left.close(UInt8(ascii: "}"))
            guard right.close(UInt8(ascii: "}")) == isEnd else { return nil }
            if isEnd { return unequal }
            guard left.takeValue().elementsEqual(right.takeValue()) else { return nil }
            left.takeColon()
            right.takeColon()
            let (old, new) = (left.takeValue(), right.takeValue())
            if !old.elementsEqual(new) { unequal.append((Array(old), Array(new))) }
        }
    }
}
