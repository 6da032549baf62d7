package import ReleaseModel

/// One CloudEvent for each gate, as a batch in the JSON format of CloudEvents 1.0.
///
/// Source: https://github.com/cloudevents/spec/blob/main/cloudevents/formats/json-format.md. An event's id is made of what
/// it tells, so that the same answer is the same event and a consumer that has seen it drops it.
package enum CloudEventsReport {
    /// `application/cloudevents-batch+json`.
    package static func render(_ report: ReadinessReport) -> String {
        JSONValue.array(report.review.gates.map { event(of: $0, in: report.review) }).serialized()
    }

    private static func event(of gate: GateResult, in review: ReadinessReview) -> JSONValue {
        let release = review.release
        let revision = release.subject?.revision ?? "no-revision"
        let id = [
            release.initiative.id, revision, gate.environment.name, gate.decision.rawValue, gate.state.rawValue,
            review.asOf.rfc3339,
        ].joined(separator: "/")
        return [
            "specversion": "1.0",
            "id": .string(id),
            "source": .string("/releasegate/initiatives/\(segment(release.initiative.id))"),
            "type": "dev.releasegate.gate.decided.v1",
            "subject": .string(gate.environment.name),
            "time": JSONValue(review.asOf),
            "datacontenttype": "application/json",
            "data": JSONReport.gateDocument(gate, in: review),
        ]
    }

    /// The text as one segment of a URI path (RFC 3986 section 3.3): everything but unreserved characters is escaped.
    private static func segment(_ text: String) -> String {
        let hexadecimal = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
