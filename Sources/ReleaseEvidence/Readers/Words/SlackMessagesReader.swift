import ReleaseModel

/// Reads Slack messages with their reactions: a history, a thread, one message, `reactions.get`, an answer of
/// `chat.postMessage`, or a message event.
///
/// A reaction counts for the people whose identifiers stand beside it; Slack may list fewer than it counts. A negative
/// reaction whose people are not listed still counts as an objection. Reactions are claims and can be taken back, so
/// they are evidence of the moment only. A history that has more gives no facts.
package enum SlackMessagesReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "slack-messages", title: "Slack messages and reactions", channel: "slack",
        facts: ["messages.total", "messages.acknowledgements", "messages.objections"],
        specification: "https://api.slack.com/methods/conversations.history")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject else { return .no }
        if outline.has("ok", "messages") || outline.has("ok", "message") { return .certain }
        if outline.values["ok"] == "false", outline.has("error") { return .possible }
        if outline.values["type"] == "event_callback", outline.nested["event"]?.contains("ts") == true {
            return .certain
        }
        if outline.has("event", "event_id", "team_id") { return .certain }
        if outline.values["type"] == "message", outline.has("ts") { return .certain }
        if let message = outline.nested["messages"], message.contains("ts") { return .certain }
        return outline.has("ts", "text") && outline.has("user") ? .possible : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        if try root.flag("ok") == false {
            let reason = try root.text("error") ?? ""
            throw root.error(
                "Slack answered `ok: false`\(reason.isEmpty ? "" : " (\(reason.prefix(80)))"), so this is no evidence")
        }
        var tally = SlackTally()
        var reading = EvidenceReading()
        if let messages = try root.array("messages") {
            for message in messages { try tally.add(message) }
        } else if let event = try root.object("event") {
            try addEvent(event, to: &tally)
        } else {
            try tally.add(try root.objectOrSelf("message"))
        }
        let cursor = try root.object("response_metadata")?.text("next_cursor") ?? ""
        if try root.flag("has_more") == true || !cursor.isEmpty {
            reading.giveUnknown(format.facts, "the channel has more messages than this page; ask for every page")
            reading.observedAt = tally.latest
        } else {
            tally.add(to: &reading)
        }
        return reading
    }

    private static func addEvent(_ event: LocatedValue, to tally: inout SlackTally) throws(EvidenceError) {
        switch try event.text("subtype") {
        case "message_deleted": tally.isDeleted = true
        case "message_changed", "message_replied": try tally.add(try event.requiredObject("message"))
        default: try tally.add(event)
        }
    }
}
