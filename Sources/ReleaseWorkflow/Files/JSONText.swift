import JSONStream
import ReleaseModel

/// Reads whole small JSON documents of our own.
enum JSONText {
    static func value(of bytes: [UInt8]) throws(JSONError) -> JSONValue {
        var json = JSONCursor(bytes)
        let value = try json.value()
        try json.finish()
        return value
    }
}
