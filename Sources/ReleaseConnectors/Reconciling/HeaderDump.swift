import ReleaseModel

/// The headers of a mail folder as text.
enum HeaderDump {
    static func read(_ text: String, observedAt: Instant?) -> RemoteListing {
        var entries: [RemoteListing.Entry] = []
        var headers: [(name: String, value: String)] = []
        var uid: String?
        var isComplete = false
        func endMessage() {
            defer {
                headers = []
                uid = nil
            }
            guard !headers.isEmpty else { return }
            func value(_ name: String) -> String? { headers.first { $0.name == name }?.value }
            let key = value("x-releasegate-key").flatMap(DraftMarker.key)
            guard let id = uid ?? value("message-id") ?? key?.name else { return }
            entries.append(
                RemoteListing.Entry(
                    id: id, revision: uid, key: key,
                    digest: value("x-releasegate-digest").flatMap { ContentDigest($0) },
                    state: .draft, title: value("subject") ?? ""))
        }
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.hasPrefix("* "), line.contains(" FETCH (") {
                endMessage()
                let words = line.split { $0 == " " || $0 == "(" || $0 == ")" }.map(String.init)
                if let place = words.firstIndex(of: "UID"), place + 1 < words.count { uid = words[place + 1] }
            } else if isTaggedEnd(line) {
                endMessage()
                isComplete = true
            } else if line.isEmpty || line == ")" {
                if !headers.isEmpty { endMessage() }
            } else if line.first == " " || line.first == "\t" {
                if !headers.isEmpty { headers[headers.count - 1].value += line.drop { $0 == " " || $0 == "\t" } }
            } else if let colon = line.firstIndex(of: ":") {
                let value = line[line.index(after: colon)...].drop { $0 == " " }
                headers.append((line[..<colon].lowercased(), String(value)))
            }
        }
        endMessage()
        return RemoteListing(connector: "email", entries: entries, isComplete: isComplete, observedAt: observedAt)
    }

    /// `A7 OK FETCH completed`: the server's word that nothing is missing.
    private static func isTaggedEnd(_ line: Substring) -> Bool {
        let words = line.split(separator: " ")
        return words.count >= 2 && words[1] == "OK" && words[0] != "*" && !words[0].hasSuffix(":")
    }
}
