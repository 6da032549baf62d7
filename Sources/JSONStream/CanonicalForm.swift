import ReleaseModel

/// One form for all ways of writing the same JSON value, for digests of it.
///
/// White space, the order of members, escapes and the spelling of numbers do not matter; everything else does. It is much
/// like JSON and is never read back: `{"name"value…}` with members sorted by their bytes, `[value…]`, texts in quotes with
/// the shortest escapes, `#` digits `;`, `t`, `f`, `n`. No two different values have the same form, because every part has
/// an end of its own.
///
/// A mask says what is left out: it has the shape of the value, as Terraform's `after_sensitive` has, with true where a
/// value is secret. Of a secret value `*` stands there, whatever it is and whether it is there at all.
package struct CanonicalForm {
    /// Where values are left out.
    package indirect enum Mask: Hashable, Sendable {
        case nothing
        case everything
        case members([String: Mask])
        case elements([Mask])
    }

    /// The form so far.
    package private(set) var output: [UInt8] = []
    /// Where the parts of the containers that are open begin in `output`.
    private var starts: [Int] = []
    /// Tells by its name which member of any object is left out, as `*`.
    private let isHidden: ((String) -> Bool)?
    /// Changes a text before it counts, such as to leave a secret in it out.
    private let cleaned: ((String) -> String)?
    /// Members whose arrays have no order of their own: their elements are sorted.
    private let unordered: Set<String>

    private static let hidden = UInt8(ascii: "*")

    package init(
        hidingMembers isHidden: ((String) -> Bool)? = nil, cleaning cleaned: ((String) -> String)? = nil,
        unordered: Set<String> = []
    ) {
        self.isHidden = isHidden
        self.cleaned = cleaned
        self.unordered = unordered
    }

    /// Takes the form away and begins anew, with the memory that is there.
    package mutating func removeAll() {
        output.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
    }

    /// Adds a text.
    package mutating func append(_ text: String) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 { appendEscaped(byte) }
        output.append(UInt8(ascii: "\""))
    }

    /// Adds the value that `bytes` hold, which must be one well-formed value, such as `skip(keepingIn:limit:)` gives.
    ///
    /// What is not well formed gives some form all the same, and never harms.
    package mutating func append(json bytes: [UInt8], without mask: Mask = .nothing) {
        var scan = JSONTokens(bytes)
        appendValue(&scan, mask, isUnordered: false)
    }

    /// Adds several values of which each is well formed, in whatever order they come.
    package mutating func append(unordered values: [[UInt8]]) {
        let first = starts.count
        output.append(UInt8(ascii: "["))
        for value in values {
            starts.append(output.count)
            append(json: value)
        }
        sortParts(from: first)
        output.append(UInt8(ascii: "]"))
    }

    private mutating func appendValue(_ scan: inout JSONTokens, _ mask: Mask, isUnordered: Bool) {
        if case .everything = mask {
            scan.skipValue()
            output.append(CanonicalForm.hidden)
            return
        }
        switch scan.next() {
        case UInt8(ascii: "\""):
            if let cleaned { append(cleaned(scan.text())) } else { appendText(&scan) }
        case UInt8(ascii: "{"): appendObject(&scan, mask)
        case UInt8(ascii: "["): appendArray(&scan, mask, isUnordered: isUnordered)
        case let byte where byte == UInt8(ascii: "-") || (48...57).contains(byte):
            let range = scan.takeNumber()
            output.append(UInt8(ascii: "#"))
            if scan.isPlainNumber(range) {
                output.append(contentsOf: scan.bytes[range])
            } else {
                output.append(contentsOf: CanonicalForm.digits(scan.bytes[range]).utf8)
            }
            output.append(UInt8(ascii: ";"))
        case let byte:
            // The first letter of true, false or null says which it is.
            scan.takeLiteral()
            output.append(byte)
        }
    }

    private mutating func appendArray(_ scan: inout JSONTokens, _ mask: Mask, isUnordered: Bool) {
        var masks: [Mask] = []
        if case .elements(let all) = mask { masks = all }
        let first = starts.count
        var index = 0
        output.append(UInt8(ascii: "["))
        scan.open()
        while !scan.close(UInt8(ascii: "]")) {
            if isUnordered { starts.append(output.count) }
            appendValue(&scan, index < masks.count ? masks[index] : .nothing, isUnordered: false)
            index += 1
        }
        sortParts(from: first)
        output.append(UInt8(ascii: "]"))
    }

    private mutating func appendObject(_ scan: inout JSONTokens, _ mask: Mask) {
        var masks: [String: Mask] = [:]
        if case .members(let all) = mask { masks = all }
        let needsNames = !masks.isEmpty || isHidden != nil || !unordered.isEmpty
        let first = starts.count
        output.append(UInt8(ascii: "{"))
        scan.open()
        while !scan.close(UInt8(ascii: "}")) {
            starts.append(output.count)
            var own = Mask.nothing
            var isUnordered = false
            if needsNames {
                let name = scan.peekText()
                own = masks.removeValue(forKey: name) ?? .nothing
                if let isHidden, isHidden(name) { own = .everything }
                isUnordered = unordered.contains(name)
            }
            appendText(&scan)
            scan.takeColon()
            appendValue(&scan, own, isUnordered: isUnordered)
        }
        // A secret that is not there looks like one that is, so that its coming and going does not show either.
        for (name, own) in masks where own == .everything {
            starts.append(output.count)
            append(name)
            output.append(CanonicalForm.hidden)
        }
        sortParts(from: first)
        output.append(UInt8(ascii: "}"))
    }

    /// Adds the next text of `scan`: as it stands, where its escapes are the shortest already.
    private mutating func appendText(_ scan: inout JSONTokens) {
        if let range = scan.takeShortText() {
            output.append(contentsOf: scan.bytes[range])
        } else {
            append(scan.text())
        }
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case 0x22, 0x5C: output += [0x5C, byte]
        case 0x08: output += [0x5C, UInt8(ascii: "b")]
        case 0x09: output += [0x5C, UInt8(ascii: "t")]
        case 0x0A: output += [0x5C, UInt8(ascii: "n")]
        case 0x0C: output += [0x5C, UInt8(ascii: "f")]
        case 0x0D: output += [0x5C, UInt8(ascii: "r")]
        default: output.append(byte)
        }
    }

    /// Puts the parts of a container, whose beginnings lie in `starts` from `first` on, in the order of their bytes, and
    /// forgets where they begin. Of two members the name decides, as its quote ends it.
    private mutating func sortParts(from first: Int) {
        defer { starts.removeSubrange(first...) }
        guard starts.count - first > 1 else { return }
        let sorted = starts.withUnsafeBufferPointer { starts in
            output.withUnsafeBufferPointer { CanonicalForm.sorted(starts[first...], in: $0) }
        }
        guard let sorted else { return }
        let start = starts[first]
        let old = Array(output[start...])
        output.removeSubrange(start...)
        for range in sorted { output.append(contentsOf: old[range.lowerBound - start..<range.upperBound - start]) }
    }

    /// The parts that begin at `starts`, in order; nil where they stand in order already, as most do.
    private static func sorted(
        _ starts: Slice<UnsafeBufferPointer<Int>>, in output: UnsafeBufferPointer<UInt8>
    ) -> [Range<Int>]? {
        func part(_ index: Int) -> Range<Int> {
            starts[index]..<(index + 1 < starts.endIndex ? starts[index + 1] : output.count)
        }
        let isInOrder = starts.indices.dropFirst().allSatisfy { !isBefore(part($0), part($0 - 1), in: output) }
        return isInOrder ? nil : starts.indices.map(part).sorted { isBefore($0, $1, in: output) }
    }

    private static func isBefore(
        _ left: Range<Int>, _ right: Range<Int>, in output: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        var (a, b) = (left.lowerBound, right.lowerBound)
        while a < left.upperBound, b < right.upperBound {
            let (x, y) = (output[a], output[b])
            if x != y { return x < y }
            a += 1
            b += 1
        }
        return left.count < right.count
    }

    /// One spelling for one number: no exponent, no zeros that say nothing. A number that is too long to be told exactly
    /// keeps its spelling.
    private static func digits(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        return ExactDecimal(text).map { "\($0)" } ?? text
    }
}

extension CanonicalForm.Mask {
    /// Reads a mask: true, false, or an object or array of masks.
    package init(_ json: inout JSONCursor) throws(JSONError) {
        switch try json.peek() {
        case .bool: self = try json.bool() ? .everything : .nothing
        case .array:
            var masks: [CanonicalForm.Mask] = []
            try json.readArray { json throws(JSONError) in masks.append(try CanonicalForm.Mask(&json)) }
            self = masks.allSatisfy { $0 == .nothing } ? .nothing : .elements(masks)
        case .object:
            var masks: [String: CanonicalForm.Mask] = [:]
            try json.readObject(isStrict: false) { name, json throws(JSONError) in
                let mask = try CanonicalForm.Mask(&json)
                if mask != .nothing { masks[name] = mask }
            }
            self = masks.isEmpty ? .nothing : .members(masks)
        default:
            try json.skip()
            self = .nothing
        }
    }
}
