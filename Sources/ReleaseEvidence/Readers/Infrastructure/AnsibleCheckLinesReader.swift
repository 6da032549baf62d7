import JSONStream
import ReleaseModel

/// What Ansible's `ansible.posix.jsonl` callback prints while it runs: one event on each line.
package enum AnsibleCheckLinesReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "ansible-check-jsonl", title: "Ansible check mode (jsonl callback)", channel: "ansible",
        facts: AnsibleTally.factIDs,
        specification: "https://docs.ansible.com/ansible/latest/collections/ansible/posix/jsonl_callback.html")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        [.jsonLines, .jsonObject].contains(outline.shape) && outline.has("_event") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        var scan = AnsibleEventScan()
        var json = try document.json()
        var isEmpty = true
        do {
            while try json.hasMore() {
                try scan.readEvent(&json)
                isEmpty = false
            }
        } catch {
            throw EvidenceError(error)
        }
        if isEmpty { throw EvidenceError("the document is empty") }
        return scan.reading
    }
}

/// What is gathered while the events go by.
private struct AnsibleEventScan {
    private var tally = AnsibleTally(AnsibleCheckLinesReader.format.id)
    /// The play that is running, until one of its tasks gave a result.
    private var playWithoutResults: String?

    /// Events that carry the final result of a task; those of single items and retries come again in it.
    private static let results: Set<String> = [
        "v2_runner_on_ok", "v2_runner_on_failed", "v2_runner_on_skipped", "v2_runner_on_unreachable",
    ]

    mutating func readEvent(_ json: inout JSONCursor) throws(JSONError) {
        guard try json.peek() == .object else { throw try json.mismatch("an event, which is an object,") }
        var event = ""
        var play: AnsibleDescription?
        var task = AnsibleDescription()
        var results: [(host: String, result: AnsibleResult)] = []
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case "_event": event = try json.string()
            case "_timestamp": tally.note(try json.time())
            case "play": play = try AnsibleDescription(&json)
            case "task": task = try AnsibleDescription(&json)
            case "hosts":
                try json.members { host, json throws(JSONError) in
                    guard try json.peek() == .object else { return try json.skip() }
                    results.append((host, try AnsibleResult(&json)))
                }
            case "stats": try tally.readRecap(&json)
            default: try json.skip()
            }
        }
        if event == "v2_playbook_on_play_start" || event == "v2_playbook_on_stats" {
            closePlay()
            if event == "v2_playbook_on_play_start" { playWithoutResults = play?.name ?? "a play" }
        }
        guard AnsibleEventScan.results.contains(event) else { return }
        if !results.isEmpty { playWithoutResults = nil }
        for (host, result) in results {
            tally.count(result, task: task.name ?? "a task", host: host)
        }
    }

    private mutating func closePlay() {
        if let name = playWithoutResults { tally.countEmptyPlay(name) }
        playWithoutResults = nil
    }

    var reading: EvidenceReading { tally.reading }
}
