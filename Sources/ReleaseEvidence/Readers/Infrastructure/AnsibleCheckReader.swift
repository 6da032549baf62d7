import JSONStream
import ReleaseModel

/// What Ansible's `json` callback prints at the end of a run: `{"plays": […], "stats": {…}}`.
package enum AnsibleCheckReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "ansible-check-json", title: "Ansible check mode (json callback)", channel: "ansible",
        facts: AnsibleTally.factIDs,
        specification: "https://docs.ansible.com/ansible/latest/collections/ansible/posix/json_callback.html")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject else { return .no }
        if outline.has("plays", "stats") || outline.has("custom_stats", "plays") { return .certain }
        return outline.nested["plays"].map { $0.contains("play") && $0.contains("tasks") } == true ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        var tally = AnsibleTally(format.id)
        var json = try document.json()
        do {
            try readRun(&json, &tally)
            try json.finish()
        } catch {
            throw EvidenceError(error)
        }
        return tally.reading
    }

    private static func readRun(_ json: inout JSONCursor, _ tally: inout AnsibleTally) throws(JSONError) {
        guard try json.peek() == .object else { throw try json.mismatch("a run, which is an object,") }
        let start = try json.startOfValue()
        var hasPlays = false
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case "plays":
                hasPlays = true
                try json.elements { json throws(JSONError) in try readPlay(&json, &tally) }
            case "stats": try tally.readRecap(&json)
            default: try json.skip()
            }
        }
        guard hasPlays else { throw json.error("the document has no `plays`, so it is no run of Ansible", at: start) }
    }

    private static func readPlay(_ json: inout JSONCursor, _ tally: inout AnsibleTally) throws(JSONError) {
        var name = "a play"
        var hasResults = false
        try json.readObject { member, json throws(JSONError) in
            switch member {
            case "play":
                let description = try AnsibleDescription(&json)
                name = description.name ?? name
                tally.note(description.end)
            case "tasks":
                try json.elements { json throws(JSONError) in
                    if try readTask(&json, &tally) { hasResults = true }
                }
            default: try json.skip()
            }
        }
        if !hasResults { tally.countEmptyPlay(name) }
    }

    /// Reads a task, and reports whether it has a result.
    private static func readTask(_ json: inout JSONCursor, _ tally: inout AnsibleTally) throws(JSONError) -> Bool {
        var task = AnsibleDescription()
        var results: [(host: String, result: AnsibleResult)] = []
        try json.readObject { member, json throws(JSONError) in
            switch member {
            case "task": task = try AnsibleDescription(&json)
            case "hosts":
                try json.members { host, json throws(JSONError) in results.append((host, try AnsibleResult(&json))) }
            default: try json.skip()
            }
        }
        tally.note(task.end)
        for (host, result) in results { tally.count(result, task: task.name ?? "a task", host: host) }
        return !results.isEmpty
    }
}

/// The name and the end of a play or a task.
struct AnsibleDescription {
    private(set) var name: String?
    private(set) var end: Instant?

    init() {}

    init(_ json: inout JSONCursor) throws(JSONError) {
        var read = self
        try json.readObject { member, json throws(JSONError) in
            switch member {
            case "name": read.name = try json.optionalString()
            case "duration":
                try json.members { member, json throws(JSONError) in
                    if member == "end" { read.end = try json.time() } else { try json.skip() }
                }
            default: try json.skip()
            }
        }
        self = read
    }
}

extension AnsibleTally {
    /// Takes note of a time; the last one is when the run observed the hosts.
    mutating func note(_ time: Instant?) {
        guard let time else { return }
        observedAt = max(observedAt ?? time, time)
    }
}
