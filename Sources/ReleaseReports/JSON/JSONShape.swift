import ReleaseModel

/// How values of one type are written as JSON objects: each field with its name, meaning, type and value.
///
/// The document and its schema come from the same fields, so neither can say what the other does not.
struct JSONShape<Value>: Sendable {
    let outline: JSONOutline
    private let values: [@Sendable (Value) -> JSONValue]

    init(_ name: String, _ summary: String, _ fields: [JSONField<Value>]) {
        self.outline = JSONOutline(
            name: name, summary: summary,
            fields: fields.map { JSONOutline.Field(name: $0.name, summary: $0.summary, type: $0.type) })
        self.values = fields.map(\.value)
    }

    /// The object that says `value`.
    func object(_ value: Value) -> JSONValue {
        .object(zip(outline.fields, values).map { JSONValue.Member($0.name, $1(value)) })
    }
}

/// A shape without its values: what a schema needs.
struct JSONOutline: Sendable {
    struct Field: Sendable {
        let name: String
        let summary: String
        let type: JSONType
    }

    /// In snake case; the name under `$defs`.
    let name: String
    let summary: String
    let fields: [Field]
}

/// What a field holds.
indirect enum JSONType: Sendable {
    case string, integer, number, boolean
    /// RFC 3339 in UTC.
    case instant
    /// ISO 8601 calendar date.
    case date
    /// `sha256:` and 64 hexadecimal digits.
    case digest
    /// Whole seconds.
    case seconds
    case constant(String)
    case choice([String])
    case object(JSONOutline)
    case array(JSONType)
    case nullable(JSONType)
    /// One of these, told apart by their JSON types.
    case either([JSONType])
}

/// One member of an object.
struct JSONField<Value>: Sendable {
    let name: String
    let summary: String
    let type: JSONType
    let value: @Sendable (Value) -> JSONValue

    typealias Get<Result> = @Sendable (Value) -> Result

    static func field(_ name: String, _ type: JSONType, _ summary: String, _ value: @escaping Get<JSONValue>) -> Self {
        Self(name: name, summary: summary, type: type, value: value)
    }

    static func text(_ name: String, _ summary: String, _ get: @escaping Get<String>) -> Self {
        field(name, .string, summary) { .string(get($0)) }
    }

    static func optionalText(_ name: String, _ summary: String, _ get: @escaping Get<String?>) -> Self {
        field(name, .nullable(.string), summary) { JSONValue(get($0)) }
    }

    static func texts(_ name: String, _ summary: String, _ get: @escaping Get<[String]>) -> Self {
        field(name, .array(.string), summary) { .array(get($0).map(JSONValue.string)) }
    }

    static func flag(_ name: String, _ summary: String, _ get: @escaping Get<Bool>) -> Self {
        field(name, .boolean, summary) { .bool(get($0)) }
    }

    static func optionalFlag(_ name: String, _ summary: String, _ get: @escaping Get<Bool?>) -> Self {
        field(name, .nullable(.boolean), summary) { get($0).map(JSONValue.bool) ?? .null }
    }

    static func count(_ name: String, _ summary: String, _ get: @escaping Get<Int>) -> Self {
        field(name, .integer, summary) { .integer(Int64(get($0))) }
    }

    static func instant(_ name: String, _ summary: String, _ get: @escaping Get<Instant>) -> Self {
        field(name, .instant, summary) { .string(get($0).rfc3339) }
    }

    static func optionalInstant(_ name: String, _ summary: String, _ get: @escaping Get<Instant?>) -> Self {
        field(name, .nullable(.instant), summary) { JSONValue(get($0)) }
    }

    static func optionalDigest(_ name: String, _ summary: String, _ get: @escaping Get<ContentDigest?>) -> Self {
        field(name, .nullable(.digest), summary) { JSONValue(get($0)?.prefixed) }
    }

    static func digest(_ name: String, _ summary: String, _ get: @escaping Get<ContentDigest>) -> Self {
        field(name, .digest, summary) { .string(get($0).prefixed) }
    }

    static func seconds(_ name: String, _ summary: String, _ get: @escaping Get<TimeAmount?>) -> Self {
        field(name, .nullable(.seconds), summary) { get($0).map { .integer($0.seconds) } ?? .null }
    }

    /// One of an enumeration's raw values.
    static func choice<Choice: CaseIterable & RawRepresentable<String> & SendableMetatype>(
        _ name: String, _ summary: String, _ get: @escaping Get<Choice>
    ) -> Self {
        field(name, .choice(Choice.allCases.map(\.rawValue)), summary) { .string(get($0).rawValue) }
    }

    static func object<Inner>(
        _ name: String, _ summary: String, _ shape: JSONShape<Inner>, _ get: @escaping Get<Inner>
    ) -> Self {
        field(name, .object(shape.outline), summary) { shape.object(get($0)) }
    }

    static func optional<Inner>(
        _ name: String, _ summary: String, _ shape: JSONShape<Inner>, _ get: @escaping Get<Inner?>
    ) -> Self {
        field(name, .nullable(.object(shape.outline)), summary) { get($0).map(shape.object) ?? .null }
    }

    static func objects<Inner>(
        _ name: String, _ summary: String, _ shape: JSONShape<Inner>, _ get: @escaping Get<[Inner]>
    ) -> Self {
        field(name, .array(.object(shape.outline)), summary) { .array(get($0).map(shape.object)) }
    }
}
