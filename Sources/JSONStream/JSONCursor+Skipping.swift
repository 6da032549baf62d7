/// Skipping whole values without recursion, checking the grammar.
///
/// `Skim` passes over what lies whole and well-formed in the window; whatever it leaves is one token that the edge of
/// the window cuts or that is wrong, and is taken here, byte by byte and with words for the error.
extension JSONCursor {
    mutating func skipValue() throws(JSONError) {
        if !hasStarted { _ = try nextSignificantByte() }
        var skim = Skim(levels: JSONCursor.maximumDepth - depth)
        while true {
            position = skim.pass(buffer, from: position)
            if skim.isDone { return }
            try takeToken(&skim)
            if skim.isDone { return }
        }
    }

    private mutating func takeToken(_ skim: inout Skim) throws(JSONError) {
        switch skim.next {
        case .value: try takeValue(&skim)
        case .valueOrEnd:
            if try nextSignificantByte() == UInt8(ascii: "]") { close(&skim) } else { try takeValue(&skim) }
        case .name: try takeName(&skim)
        case .nameOrEnd:
            if try nextSignificantByte() == UInt8(ascii: "}") { close(&skim) } else { try takeName(&skim) }
        case .colon:
            guard try consume(UInt8(ascii: ":")) else {
                throw error("found \(try describeNext()) where \":\" is expected")
            }
            skim.next = .value
        case .commaOrEnd:
            let byte = try nextSignificantByte()
            if byte == UInt8(ascii: ",") {
                position += 1
                skim.next = skim.isObject ? .name : .value
            } else if byte == UInt8(ascii: skim.isObject ? "}" : "]") {
                close(&skim)
            } else {
                throw error(
                    "found \(try describeNext()) where \",\" or \"\(skim.isObject ? "}" : "]")\" is expected")
            }
        }
    }

    private mutating func takeValue(_ skim: inout Skim) throws(JSONError) {
        switch try peek() {
        case .string: try skipString()
        case .number: try number { _ in }
        case .bool: _ = try bool()
        case .null: try literal("null")
        case .object: return try open(&skim, isObject: true)
        case .array: return try open(&skim, isObject: false)
        }
        skim.endValue()
    }

    private mutating func open(_ skim: inout Skim, isObject: Bool) throws(JSONError) {
        position += 1
        guard skim.open(isObject: isObject) else {
            throw error("the document is nested more than \(JSONCursor.maximumDepth) levels deep")
        }
    }

    private mutating func close(_ skim: inout Skim) {
        position += 1
        skim.close()
    }

    private mutating func takeName(_ skim: inout Skim) throws(JSONError) {
        guard try nextSignificantByte() == UInt8(ascii: "\"") else {
            throw error("found \(try describeNext()) where a name in double quotes is expected")
        }
        try skipString()
        skim.next = .colon
    }
}
