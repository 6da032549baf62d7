import JSONStream
import ReleaseModel

extension JSONCursor {
    /// Reads the elements of an array; null stands for an empty one, as Go programs write it.
    mutating func elements(_ body: (_ json: inout JSONCursor) throws(JSONError) -> Void) throws(JSONError) {
        if try null() { return }
        try readArray(body)
    }

    /// Reads the members of an object; null stands for an empty one.
    mutating func members(
        _ body: (_ name: String, _ json: inout JSONCursor) throws(JSONError) -> Void
    ) throws(JSONError) {
        if try null() { return }
        try readObject(body)
    }

    /// How many members of an object `isCounted`; values are passed over.
    mutating func memberCount(_ isCounted: (String) -> Bool) throws(JSONError) -> Int {
        var count = 0
        try members { name, json throws(JSONError) in
            if isCounted(name) { count += 1 }
            try json.skip()
        }
        return count
    }

    /// Reads a string; nil for null.
    mutating func optionalString() throws(JSONError) -> String? {
        if try null() { return nil }
        return try string()
    }

    /// Reads true or false; null counts as false.
    mutating func flag() throws(JSONError) -> Bool {
        if try null() { return false }
        return try bool()
    }

    /// Reads an RFC 3339 time; nil for null and for the empty string.
    mutating func time() throws(JSONError) -> Instant? {
        let start = try startOfValue()
        guard let text = try optionalString(), !text.isEmpty else { return nil }
        guard let instant = Instant(rfc3339: text) else {
            throw error(
                "found \"\(ShownAddress.name(text))\" where a time such as 2026-11-21T02:14:00Z is expected", at: start)
        }
        return instant
    }
}
