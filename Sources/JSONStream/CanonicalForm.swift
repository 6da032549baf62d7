import ReleaseModel

/// One form for all ways of writing the same JSON value, for digests of it.
///
/// White space, the order of members, escapes and the spelling of numbers do not matter; everything else does. The form is
/// JSON without white space, one value on each line: members sorted by the bytes of their names, texts with the escapes of
/// RFC 8785 section 3.2.2.2, numbers without an exponent and without zeros that say nothing. What tools write with sorted
/// members and no white space is nearly this form already and is copied in large pieces. No two different values have the
/// same form, because JSON is read in one way only and no line feed stands inside a value.
///
/// A mask says what is left out: it has the shape of the value, as Terraform's `after_sensitive` has, with true where a
/// value is secret. Of a secret value `*`, which no JSON value is, stands there, whatever it is and whether it is there at
/// all.
package struct CanonicalForm {
    /// The form so far.
    package internal(set) var output: [UInt8] = []
    /// Where the parts of the containers that are open begin in `output`.
    var starts: [Int] = []
    /// The containers that are open around the one that is copied.
    var levels: [FormLevel] = []
    /// Memory for sorting.
    private var parts: [FormPart] = []
    private var sorted: [UInt8] = []
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
    }

    /// Adds a text.
    package mutating func append(_ text: String) {
        appendText(text)
        endLine()
    }

    /// Adds the value that `bytes` hold, which must be one well-formed value, such as `skip(keepingIn:limit:)` gives.
    ///
    /// What is not well formed gives some form all the same, and never harms.
    package mutating func append(json bytes: [UInt8], without mask: CanonicalMask = .nothing) {
        appendValue(of: bytes, mask)
        endLine()
    }

    /// Adds several values of which each is well formed, in whatever order they come.
    package mutating func append(unordered values: [[UInt8]]) {
        let first = starts.count
        output.append(UInt8(ascii: "["))
        for value in values {
            beginPart(after: first)
            appendValue(of: value, .nothing)
        }
        sortParts(from: first, areMembers: false)
        output.append(UInt8(ascii: "]"))
        endLine()
    }

    private mutating func endLine() { output.append(0x0A) }

    private mutating func appendValue(of bytes: [UInt8], _ mask: CanonicalMask) {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            var scan = FormScan(bytes: base, end: buffer.count)
            appendValue(&scan, mask, isUnordered: false, depth: 0)
        }
    }

    /// Adds the next value: whole and in large pieces where nothing in it is looked at.
    private mutating func appendValue(_ scan: inout FormScan, _ mask: CanonicalMask, isUnordered: Bool, depth: Int) {
        if mask == .everything {
            scan.skipValue()
            output.append(CanonicalForm.hidden)
            return
        }
        let isLookedInto = isHidden != nil || cleaned != nil || !unordered.isEmpty || mask != .nothing || isUnordered
        guard isLookedInto, depth < JSONCursor.maximumDepth else { return copyValue(&scan) }
        switch scan.next() {
        case UInt8(ascii: "\""): if let cleaned { appendText(cleaned(scan.text())) } else { copyValue(&scan) }
        case UInt8(ascii: "{"): appendObject(&scan, mask, depth: depth)
        case UInt8(ascii: "["): appendArray(&scan, mask, isUnordered: isUnordered, depth: depth)
        default: copyValue(&scan)
        }
    }

    private mutating func appendArray(_ scan: inout FormScan, _ mask: CanonicalMask, isUnordered: Bool, depth: Int) {
        var masks: [CanonicalMask] = []
        if case .elements(let all) = mask { masks = all }
        let first = starts.count
        var index = 0
        output.append(UInt8(ascii: "["))
        scan.open()
        while !scan.close(UInt8(ascii: "]")) {
            beginPart(after: first)
            let own = index < masks.count ? masks[index] : .nothing
            appendValue(&scan, own, isUnordered: false, depth: depth + 1)
            index += 1
        }
        if isUnordered { sortParts(from: first, areMembers: false) } else { starts.removeSubrange(first...) }
        output.append(UInt8(ascii: "]"))
    }

    private mutating func appendObject(_ scan: inout FormScan, _ mask: CanonicalMask, depth: Int) {
        var masks: [String: CanonicalMask] = [:]
        if case .members(let all) = mask { masks = all }
        let first = starts.count
        output.append(UInt8(ascii: "{"))
        scan.open()
        while !scan.close(UInt8(ascii: "}")) {
            let name = scan.text()
            var own = masks.removeValue(forKey: name) ?? .nothing
            if let isHidden, isHidden(name) { own = .everything }
            beginMember(name, after: first)
            scan.takeColon()
            appendValue(&scan, own, isUnordered: unordered.contains(name), depth: depth + 1)
        }
        // A secret that is not there looks like one that is, so that its coming and going does not show either.
        for (name, own) in masks where own == .everything {
            beginMember(name, after: first)
            output.append(CanonicalForm.hidden)
        }
        sortParts(from: first, areMembers: true)
        output.append(UInt8(ascii: "}"))
    }

    private mutating func beginMember(_ name: String, after first: Int) {
        beginPart(after: first)
        appendText(name)
        output.append(UInt8(ascii: ":"))
    }

    /// Notes that a part of the container whose parts are noted from `first` on begins here.
    private mutating func beginPart(after first: Int) {
        if starts.count > first { output.append(UInt8(ascii: ",")) }
        starts.append(output.count)
    }

    /// Adds one byte of a text.
    mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case 0x22, 0x5C: output += [0x5C, byte]
        case 0x08: output += [0x5C, UInt8(ascii: "b")]
        case 0x09: output += [0x5C, UInt8(ascii: "t")]
        case 0x0A: output += [0x5C, UInt8(ascii: "n")]
        case 0x0C: output += [0x5C, UInt8(ascii: "f")]
        case 0x0D: output += [0x5C, UInt8(ascii: "r")]
        case ..<0x20: appendUnit(UInt16(byte))
        default: output.append(byte)
        }
    }

    /// Adds `\u` and the four digits of a unit of UTF-16 that has no other spelling.
    mutating func appendUnit(_ unit: UInt16) {
        output += [0x5C, UInt8(ascii: "u")]
        for shift: UInt16 in [12, 8, 4, 0] {
            let digit = UInt8(truncatingIfNeeded: unit >> shift & 0xF)
            output.append(digit < 10 ? 48 + digit : 87 + digit)
        }
    }

    /// Adds one spelling for one number: no exponent, no zeros that say nothing. A number that is too long to be told
    /// exactly keeps its spelling.
    mutating func appendNumber(_ text: String) {
        output.append(contentsOf: (ExactDecimal(text).map { "\($0)" } ?? text).utf8)
    }

    /// Puts the parts of a container, which are noted from `first` on, in order, and forgets where they begin: members
    /// by their names, elements by all their bytes.
    mutating func sortParts(from first: Int, areMembers: Bool) {
        defer { starts.removeSubrange(first...) }
        guard starts.count - first > 1 else { return }
        parts.removeAll(keepingCapacity: true)
        for index in first..<starts.count {
            let end = index + 1 < starts.count ? starts[index + 1] - 1 : output.count
            parts.append(FormPart(start: starts[index], end: end))
        }
        guard FormPart.sort(&parts, in: output, areMembers: areMembers) else { return }
        sorted.removeAll(keepingCapacity: true)
        for part in parts {
            if !sorted.isEmpty { sorted.append(UInt8(ascii: ",")) }
            sorted.append(contentsOf: output[part.start..<part.end])
        }
        output.removeSubrange(starts[first]...)
        output.append(contentsOf: sorted)
    }
}
