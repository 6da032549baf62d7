package import ReleaseModel

extension DraftPlacement {
    /// As it stands in the audit entry that tells of it, whose time is its time.
    package var json: JSONValue {
        [
            "key": .string(key.name), "act": .string(act.rawValue), "content": .string(contentDigest.hexadecimal),
            "record": JSONValue(record), "record_revision": JSONValue(recordRevision),
        ]
    }

    init?(json: JSONValue, at: Instant) {
        guard let key = json["key"]?.text, let act = json["act"]?.text.flatMap(Act.init(rawValue:)),
            let digest = json["content"]?.text.flatMap({ ContentDigest($0) })
        else { return nil }
        self.init(
            key: DraftKey(key), act: act, contentDigest: digest, record: json["record"]?.text,
            recordRevision: json["record_revision"]?.text, at: at)
    }
}
