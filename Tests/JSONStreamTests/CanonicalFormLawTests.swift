import JSONStream
import ReleaseModel
import Testing

/// The fast form is the one that its description gives, whatever the value and however it is written.
@Suite("laws of the canonical form")
struct CanonicalFormLawTests {
    private static func form(_ document: String, without mask: CanonicalMask = .nothing) -> String {
        form(Array(document.utf8), without: mask)
    }

    private static func form(_ document: [UInt8], without mask: CanonicalMask = .nothing) -> String {
        var form = CanonicalForm()
        form.append(json: document, without: mask)
        return String(decoding: form.output, as: UTF8.self)
    }

    @Test(arguments: 0..<20)
    func everyWayOfWritingAValueHasItsForm(seed: Int) {
        var maker = DocumentMaker(seed: UInt64(seed))
        for _ in 0..<60 {
            let value = maker.value()
            let expected = ReferenceForm.text(value) + "\n"
            for isPlain in [true, false, false] {
                let document = maker.document(value, isPlain: isPlain)
                #expect(Self.form(document) == expected, "\(document)")
            }
        }
    }

    @Test(arguments: 0..<20)
    func masksLeaveOutWhatTheyMark(seed: Int) {
        var maker = DocumentMaker(seed: 1000 + UInt64(seed))
        for _ in 0..<60 {
            let value = maker.value()
            let (mask, json) = maker.mask(for: value)
            let read = CanonicalMask(json: Array(json.utf8))
            let expected = ReferenceForm.text(value, without: mask) + "\n"
            let document = maker.document(value, isPlain: false)
            #expect(Self.form(document, without: read) == expected, "\(document) \(json)")
        }
    }

    /// What reads every name gives the same form as what copies in large pieces.
    @Test(arguments: 0..<10)
    func lookingIntoValuesDoesNotChangeTheirForm(seed: Int) {
        var maker = DocumentMaker(seed: 2000 + UInt64(seed))
        for _ in 0..<60 {
            let document = maker.document(maker.value(), isPlain: false)
            var careful = CanonicalForm(hidingMembers: { _ in false }, cleaning: { $0 }, unordered: ["no such member"])
            careful.append(json: Array(document.utf8))
            #expect(String(decoding: careful.output, as: UTF8.self) == Self.form(document), "\(document)")
        }
    }

    /// The value can be told from its form, so no two values have the same.
    @Test(arguments: 0..<10)
    func theFormTellsTheValue(seed: Int) throws {
        var maker = DocumentMaker(seed: 3000 + UInt64(seed))
        for _ in 0..<60 {
            let value = maker.value()
            let form = Self.form(maker.document(value, isPlain: false))
            var json = JSONCursor(form)
            let read = try json.value()
            try json.finish()
            #expect(ReferenceForm.text(read) == ReferenceForm.text(value))
            #expect(Self.form(form) == form)
        }
    }

    /// Damage at every byte: what is still well formed has the form of what it says then, and the rest does no harm.
    @Test func damage() {
        let replacements: [UInt8] = [
            0x00, 0x20, 0x22, 0x2C, 0x30, 0x3A, 0x5B, 0x5C, 0x5D, 0x65, 0x75, 0x7B, 0x7D, 0xC3, 0xF4,
        ]
        var maker = DocumentMaker(seed: 4000)
        var accepted = 0
        for _ in 0..<400 {
            let value = maker.value(depth: 3)
            let (mask, _) = maker.mask(for: value)
            let bytes = Array(maker.document(value, isPlain: maker.number(2) == 0).utf8)
            guard bytes.count < 400 else { continue }
            for index in bytes.indices {
                var damaged = bytes
                damaged[index] = replacements[maker.number(replacements.count)]
                let form = Self.form(damaged)
                _ = Self.form(damaged, without: mask)
                _ = Self.form(Array(bytes[..<index]), without: mask)
                _ = CanonicalMask(json: damaged)
                _ = UnequalMembers.of(bytes, damaged)
                guard let read = Self.value(damaged) else { continue }
                accepted += 1
                if form != ReferenceForm.text(read) + "\n" { Issue.record("\(damaged) has the form \(form)") }
            }
        }
        #expect(accepted > 2000)
    }

    /// The value, where its numbers can all be told exactly.
    private static func value(_ bytes: [UInt8]) -> JSONValue? {
        var json = JSONCursor(bytes)
        guard let value = try? json.value(), (try? json.finish()) != nil, !hasDouble(value) else { return nil }
        return value
    }

    private static func hasDouble(_ value: JSONValue) -> Bool {
        switch value {
        case .double: true
        case .array(let elements): elements.contains(where: hasDouble)
        case .object(let members): members.contains { hasDouble($0.value) }
        default: false
        }
    }

    @Test func valuesStandOnLinesOfTheirOwn() {
        var one = CanonicalForm()
        one.append(json: Array("1".utf8))
        one.append(json: Array("2".utf8))
        #expect(one.output == Array("1\n2\n".utf8))
        one.removeAll()
        one.append("a\nb")
        one.append(unordered: [Array("2".utf8), Array("[1 ]".utf8), Array("10".utf8)])
        #expect(one.output == Array("\"a\\nb\"\n[10,2,[1]]\n".utf8))
    }

    @Test(arguments: [
        (#""\ud800""#, #""\ud800""#), (#""\uDC00x""#, #""\udc00x""#),
        (#""\ud800\ud800\udc00""#, "\"\\ud800\u{10000}\""),
        (#"{"\ud801":1,"\ud800":2}"#, #"{"\ud800":2,"\ud801":1}"#), (#"{"a":1,"a":0}"#, #"{"a":0,"a":1}"#),
        (#"{"a\"b":1,"a":2,"a!":3}"#, #"{"a":2,"a!":3,"a\"b":1}"#),
    ]) func oddities(document: String, form: String) {
        #expect(Self.form(document) == form + "\n")
    }

    @Test(arguments: [
        ("false", CanonicalMask.nothing), ("true", .everything), ("{}", .nothing),
        (#"{"a":[{},false,{"b":{}}]}"#, .nothing),
        (#"{"a":[{},true]}"#, .members(["a": .elements([.nothing, .everything])])), ("", .nothing),
        (#"{"\u0061":true,"true":false}"#, .members(["a": .everything])), (#""true""#, .nothing),
    ]) func masks(json: String, mask: CanonicalMask) {
        #expect(CanonicalMask(json: Array(json.utf8)) == mask)
    }

    @Test func membersThatAreWrittenAlikeAreNotLookedInto() throws {
        func unequal(_ left: String, _ right: String) -> [String]? {
            UnequalMembers.of(Array(left.utf8), Array(right.utf8))?.map { pair in
                String(decoding: pair.left, as: UTF8.self) + "|" + String(decoding: pair.right, as: UTF8.self)
            }
        }
        #expect(unequal(#"{"a":1,"b":[1,{"c":"}"}]}"#, #"{"a" : 1, "b": [1,{"c":"}"}] }"#) == [])
        #expect(unequal(#"{"a":1,"b":[],"c":{"d":1}}"#, #"{"a":2,"b":null,"c":{"d":1}}"#) == ["1|2", "[]|null"])
        #expect(unequal(#"{"a":1}"#, #"{"b":1}"#) == nil)
        #expect(unequal(#"{"a":1}"#, #"{"a":1,"b":1}"#) == nil)
        #expect(unequal("[1]", "[1]") == nil)
        #expect(unequal("", "{}") == nil)
    }
}
