import JSONStream
import ReleaseModel
import Testing

/// One value has one form, however it is written, and two values never have the same one.
@Suite struct CanonicalFormTests {
    private func form(_ text: String, without mask: String? = nil, unordered: Set<String> = []) throws -> [UInt8] {
        var form = CanonicalForm(unordered: unordered)
        let mask = CanonicalMask(json: Array((mask ?? "false").utf8))
        form.append(json: Array(text.utf8), without: mask)
        return form.output
    }

    @Test(arguments: [
        (#"{"a":1,"b":[true,null]}"#, #" { "b" : [ true , null ] , "a" : 1 } "#),
        (#"{"a":{"x":1,"y":2}}"#, #"{"a":{"y":2,"x":1}}"#),
        (#""<é/\n""#, "\"\\u003c\\u00e9\\/\\u000a\""), ("1", "1.0"), ("1", "1e0"), ("0", "-0"), ("1200", "1.2E+3"),
        ("0.5", "5e-1"), (#"{"a":1,"ab":2}"#, #"{"ab":2,"a":1}"#), (#"{"":1,"a":2}"#, #"{"a":2,"":1}"#),
    ]) func sameValue(left: String, right: String) throws {
        #expect(try form(left) == form(right))
    }

    @Test(arguments: [
        ("1", "\"1\""), ("true", "\"true\""), ("null", "false"), ("[]", "{}"), ("[[]]", "[]"), ("[1,2]", "[2,1]"),
        (#"["ab"]"#, #"["a","b"]"#), (#"{"a":"b"}"#, #"["a","b"]"#), (#"{"a":1,"b":2}"#, #"{"a":2,"b":1}"#),
        (#"{"a":null}"#, "{}"), ("0.1", "0.10000000000000001"), (#"{"a":[1],"b":[]}"#, #"{"a":[],"b":[1]}"#),
        ("\"\"", "null"), ("\"A\"", "\"a\""), (#"["a]"]"#, #"["a"]"#), ("\"*\"", "null"),
    ]) func otherValue(left: String, right: String) throws {
        #expect(try form(left) != form(right))
    }

    @Test(arguments: [
        (#"{"id":1,"password":"a"}"#, #"{"id":1,"password":"another"}"#, #"{"password":true}"#),
        (#"{"id":1,"password":"a"}"#, #"{"id":1}"#, #"{"password":true}"#),
        (#"{"rules":[{"k":1},{"k":2}]}"#, #"{"rules":[{"k":9},{"k":2}]}"#, #"{"rules":[{"k":true},{}]}"#),
        (#"{"a":{"b":{"c":"x"}}}"#, #"{"a":{"b":{"c":[1]}}}"#, #"{"a":{"b":{"c":true}}}"#),
        (#"{"a":"x"}"#, #"[1]"#, "true"),
    ]) func secretsDoNotCount(left: String, right: String, mask: String) throws {
        #expect(try form(left, without: mask) == form(right, without: mask))
        #expect(try form(left) != form(right))
    }

    @Test func aMaskHidesNothingElse() throws {
        let mask = #"{"password":true,"tags":{},"list":[]}"#
        let left = try form(#"{"id":1,"password":"a","tags":{"x":"1"}}"#, without: mask)
        #expect(try left != form(#"{"id":2,"password":"a","tags":{"x":"1"}}"#, without: mask))
        #expect(try left != form(#"{"id":1,"password":"a","tags":{"x":"2"}}"#, without: mask))
        #expect(
            !String(decoding: try form(#"{"p":"hunter2"}"#, without: #"{"p":true}"#), as: UTF8.self).contains("hunter2")
        )
    }

    @Test func namedArraysHaveNoOrder() throws {
        let (left, right) = (#"{"Details":[{"a":1},{"a":2}]}"#, #"{"Details":[{"a":2},{"a":1}]}"#)
        #expect(try form(left, unordered: ["Details"]) == form(right, unordered: ["Details"]))
        #expect(try form(left) != form(right))
    }

    @Test func membersAreHiddenByNameAndTextsCleaned() throws {
        func form(_ text: String) throws -> [UInt8] {
            var form = CanonicalForm(hidingMembers: { $0 == "token" }, cleaning: { $0.replacing("tmp", with: "*") })
            form.append(json: Array(text.utf8))
            return form.output
        }
        #expect(try form(#"{"a":"x-tmp","token":1}"#) == form(#"{"token":[2],"a":"x-*"}"#))
        #expect(try form(#"{"a":"x","token":1}"#) != form(#"{"a":"y","token":1}"#))
    }

    /// Bytes are kept whole whatever the size of the value and wherever the window ends.
    @Test(arguments: [0, 1, 100, 262_130, 262_144, 262_145, 700_000])
    func keeping(length: Int) throws {
        let value = #"{"k":[1,""# + String(repeating: "é", count: length / 2) + #"",null]}"#
        var json = JSONCursor(#"{"before":[1,2],"value": "# + value + #" ,"after":3}"#)
        var kept: [UInt8] = Array("old".utf8)
        var last: Int64 = 0
        var isKept = false
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case "value": isKept = try json.skip(keepingIn: &kept, limit: 1 << 20)
            case "after": last = try json.integer()
            default: try json.skip()
            }
        }
        #expect(kept == Array(value.utf8))
        #expect(last == 3 && isKept)
    }

    @Test func whatIsTooLongIsSkipped() throws {
        var json = JSONCursor(#"["aaaaaaaaaa",7]"#)
        var kept: [UInt8] = []
        var numbers: [Int64] = []
        var isKept = true
        try json.readArray { json throws(JSONError) in
            if try json.peek() == .number {
                numbers.append(try json.integer())
            } else {
                isKept = try json.skip(keepingIn: &kept, limit: 5)
            }
        }
        #expect(!isKept && kept.isEmpty && numbers == [7])
    }
}
