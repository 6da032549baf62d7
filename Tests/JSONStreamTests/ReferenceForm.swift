import JSONStream
import ReleaseModel

/// The canonical form, written from a tree as its description says it, slowly and without any trick.
enum ReferenceForm {
    static func text(_ value: JSONValue, without mask: CanonicalMask = .nothing) -> String {
        if mask == .everything { return "*" }
        switch value {
        case .null: return "null"
        case .bool(let flag): return "\(flag)"
        case .integer(let number): return "\(number)"
        case .decimal(let number): return "\(number)"
        case .double(let number): return "\(number)"
        case .string(let text): return quoted(text)
        case .array(let elements):
            var masks: [CanonicalMask] = []
            if case .elements(let all) = mask { masks = all }
            let parts = elements.enumerated().map { index, element in
                text(element, without: index < masks.count ? masks[index] : .nothing)
            }
            return "[" + parts.joined(separator: ",") + "]"
        case .object(let members):
            var masks: [String: CanonicalMask] = [:]
            if case .members(let all) = mask { masks = all }
            var parts = members.map { member in
                (quoted(member.name), text(member.value, without: masks[member.name] ?? .nothing))
            }
            for (name, own) in masks where own == .everything && !members.contains(where: { $0.name == name }) {
                parts.append((quoted(name), "*"))
            }
            let sorted = parts.sorted { isBefore($0.0, $1.0) }
            return "{" + sorted.map { "\($0.0):\($0.1)" }.joined(separator: ",") + "}"
        }
    }

    /// By the bytes between the quotes; a name that goes on comes behind the one that has ended.
    private static func isBefore(_ left: String, _ right: String) -> Bool {
        left.utf8.dropFirst().dropLast().lexicographicallyPrecedes(right.utf8.dropFirst().dropLast())
    }

    /// RFC 8785 section 3.2.2.2.
    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\u{8}": out += "\\b"
            case "\t": out += "\\t"
            case "\n": out += "\\n"
            case "\u{C}": out += "\\f"
            case "\r": out += "\\r"
            case ..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}

/// Makes values, and documents that say the same value in many ways; the same ones for the same seed.
struct DocumentMaker {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A number below `limit` (SplitMix64).
    mutating func number(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }

    private static let pieces = [
        "a", "b", "Z", "0", " ", "!", "\"", "\\", "/", "<", "&", "é", "ß", "\u{2028}", "€", "\u{FFFF}", "😀", "\n", "\t",
        "\r", "\u{8}", "\u{C}", "\u{1}", "\u{1F}", "\u{7F}", "description", "0123456789abcdef",
    ]

    mutating func text(_ limit: Int) -> String {
        (0..<number(limit)).map { _ in Self.pieces[number(Self.pieces.count)] }.joined()
    }

    mutating func value(depth: Int = 4) -> JSONValue {
        switch number(depth > 0 ? 10 : 6) {
        case 0: return .null
        case 1: return .bool(number(2) == 0)
        case 2: return .integer(Int64(number(2_000_001) - 1_000_000))
        case 3:
            let digits = "\(number(100_000) - 50_000).\(number(1_000_000))1"
            return ExactDecimal(digits).map(JSONValue.decimal) ?? .null
        case 4, 5: return .string(text(number(8) == 0 ? 60 : 6))
        case 6, 7: return .array((0..<number(5)).map { _ in value(depth: depth - 1) })
        default:
            var names: Set<String> = []
            var members: [JSONValue.Member] = []
            for _ in 0..<number(number(12) == 0 ? 40 : 7) {
                let name = text(4)
                guard names.insert(name).inserted,
                    !members.contains(where: { $0.name.utf8.elementsEqual(name.utf8) })
                else { continue }
                members.append(JSONValue.Member(name, value(depth: depth - 1)))
            }
            return .object(members)
        }
    }

    /// A mask that may fit `value` or not.
    mutating func mask(for value: JSONValue) -> (mask: CanonicalMask, json: String) {
        if number(5) == 0 { return (.everything, "true") }
        switch value {
        case .array(let elements) where number(4) > 0:
            let inner = elements.map { mask(for: $0) }
            let isNothing = inner.allSatisfy { $0.mask == .nothing }
            let json = "[" + inner.map(\.json).joined(separator: ", ") + "]"
            return (isNothing ? .nothing : .elements(inner.map(\.mask)), json)
        case .object(let members) where number(4) > 0:
            var inner = members.map { (name: $0.name, mask: mask(for: $0.value)) }
            if number(3) == 0, !members.contains(where: { $0.name == "absent" }) {
                inner.append(("absent", (.everything, "true")))
            }
            let marked = inner.filter { $0.mask.mask != .nothing }
            let json = "{" + inner.map { spelled(text: $0.name) + ":" + $0.mask.json }.joined(separator: ",") + "}"
            guard !marked.isEmpty else { return (.nothing, json) }
            return (.members(Dictionary(uniqueKeysWithValues: marked.map { ($0.name, $0.mask.mask) })), json)
        default: return (.nothing, ["false", "{}", "[]", "null"][number(4)])
        }
    }

    /// A document that says `value`: with `isPlain` nearly in the canonical form already, as most tools write.
    mutating func document(_ value: JSONValue, isPlain: Bool) -> String {
        let space = { (maker: inout DocumentMaker) in
            isPlain || maker.number(3) > 0 ? "" : [" ", "\n", "\t\r\n  "][maker.number(3)]
        }
        switch value {
        case .null, .bool, .double: return ReferenceForm.text(value)
        case .integer(let number): return isPlain ? "\(number)" : spelled(number: "\(number)")
        case .decimal(let number): return isPlain ? "\(number)" : spelled(number: "\(number)")
        case .string(let text): return isPlain ? ReferenceForm.text(value) : spelled(text: text)
        case .array(let elements):
            let parts = elements.map { space(&self) + document($0, isPlain: isPlain) + space(&self) }
            return "[" + (parts.isEmpty ? space(&self) : parts.joined(separator: ",")) + "]"
        case .object(var members):
            if isPlain { members.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } }
            let parts = members.map { member in
                let name = isPlain ? ReferenceForm.text(.string(member.name)) : spelled(text: member.name)
                let value = document(member.value, isPlain: isPlain)
                return space(&self) + name + space(&self) + ":" + space(&self) + value + space(&self)
            }
            return "{" + (parts.isEmpty ? space(&self) : parts.joined(separator: ",")) + "}"
        }
    }

    private mutating func spelled(number digits: String) -> String {
        let hasPoint = digits.contains(".")
        switch number(5) {
        case 0: return hasPoint ? digits + "00" : digits + ".0"
        case 1: return digits + "e0"
        case 2: return digits + (hasPoint ? "0E+00" : "0e-1")
        case 3: return digits == "0" ? "-0" : digits
        default: return digits
        }
    }

    private mutating func spelled(text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            let plain = ReferenceForm.text(.string(String(scalar))).dropFirst().dropLast()
            switch number(4) {
            case 0:
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16, uppercase: number(2) == 0)
                    out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            case 1 where scalar == "/": out += "\\/"
            default: out += plain
            }
        }
        return out + "\""
    }
}
