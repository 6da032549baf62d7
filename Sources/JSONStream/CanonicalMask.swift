/// Where values are left out of a `CanonicalForm`.
package indirect enum CanonicalMask: Hashable, Sendable {
    case nothing
    case everything
    case members([String: CanonicalMask])
    case elements([CanonicalMask])
}

extension CanonicalMask {
    /// Reads a mask, which must be one well-formed value: true, false, or an object or array of masks.
    ///
    /// Most masks mark nothing, so that nothing is built until a true is met.
    package init(json bytes: [UInt8]) {
        self = bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return .nothing }
            var scan = FormScan(bytes: base, end: buffer.count)
            return CanonicalMask(&scan, depth: 0)
        }
    }

    private init(_ scan: inout FormScan, depth: Int) {
        self = .nothing
        guard depth < JSONCursor.maximumDepth else {
            scan.skipValue()
            return
        }
        switch scan.next() {
        case UInt8(ascii: "t"):
            scan.skipValue()
            self = .everything
        case UInt8(ascii: "["):
            var masks: [CanonicalMask] = []
            var count = 0
            scan.open()
            while !scan.close(UInt8(ascii: "]")) {
                let mask = CanonicalMask(&scan, depth: depth + 1)
                if mask != .nothing {
                    masks += Array(repeating: .nothing, count: count - masks.count)
                    masks.append(mask)
                }
                count += 1
            }
            if !masks.isEmpty { self = .elements(masks) }
        case UInt8(ascii: "{"):
            var masks: [String: CanonicalMask] = [:]
            scan.open()
            while !scan.close(UInt8(ascii: "}")) {
                var name = scan
                scan.skipValue()
                scan.takeColon()
                let mask = CanonicalMask(&scan, depth: depth + 1)
                if mask != .nothing { masks[name.text()] = mask }
            }
            if !masks.isEmpty { self = .members(masks) }
        default: scan.skipValue()
        }
    }
}
