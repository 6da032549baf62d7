import ReleaseModel

/// Reads Slack messages with their reactions: a history or a thread with all its pages, one message, `reactions.get`, an
/// answer of `chat.postMessage`, pinned messages, a message event, the file of a day in an export, or the pages of a search.
///
/// A reaction counts for the people whose identifiers stand beside it; Slack may list fewer than it counts. A negative
/// reaction whose people are not listed still counts as an objection. Reactions are claims and can be taken back, so
/// they are evidence of the moment only. A history that has more gives no facts. A search shows no reactions, so it
/// gives none.
package enum SlackMessagesReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "slack-messages", title: "Slack messages and reactions", channel: "slack",
        facts: ["messages.total", "messages.acknowledgements", "messages.objections"],
        specification: "https://api.slack.com/methods/conversations.history")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.isPages else { return .no }
        if outline.has("ok", "messages") { return .certain }
        if outline.has("ok"), outline.nested["items"] != nil { return .certain }
        if outline.shape == .jsonArray {
            // The file of a day in an export is a bare list of messages.
            return outline.values["type"] == "message" && outline.has("ts") ? .certain : .no
        }
        guard outline.shape == .jsonObject else { return .no }
        if outline.has("ok", "message") { return .certain }
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
        let roots = try document.trees()
        guard let first = roots.first else { throw EvidenceError("the document is empty") }
        let isList = roots.count == 1 && first.elements != nil
        let pages = isList ? first.elements ?? [] : roots
        for page in pages where page["ok"]?.content == .bool(false) {
            let reason = try page.text("error") ?? ""
            throw page.error(
                "Slack answered `ok: false`\(reason.isEmpty ? "" : " (\(reason.prefix(80)))"), so this is no evidence")
        }
        if pages.contains(where: { $0["messages"]?["matches"] != nil }) { return try search(pages) }
        if isList, !pages.contains(where: isAnswer) { return try exported(pages) }
        if pages.count > 1 {
            for page in pages where !isAnswer(page) {
                throw page.error(
                    "the document has \(pages.count) values that are no pages of one list; one document in each file is "
                        + "accepted")
            }
        }
        return try history(pages)
    }

    /// Whether it is an answer with a list, and no message by itself.
    private static func isAnswer(_ page: LocatedValue) -> Bool {
        page["messages"]?.elements != nil || page.has("ok") && page["items"]?.elements != nil
    }

    private static func history(_ pages: [LocatedValue]) throws(EvidenceError) -> EvidenceReading {
        var tally = SlackTally()
        // The message that opens a thread stands on every page of its replies.
        var seen: Set<String> = []
        var gap: String?
        for (index, page) in pages.enumerated() {
            if let messages = try page.array("messages") {
                for message in messages {
                    if pages.count > 1, let stamp = message["ts"]?.string, !seen.insert(stamp).inserted { continue }
                    try tally.add(message)
                }
            } else if let items = try page.array("items") {
                // Files are pinned as well.
                for item in items {
                    guard let message = try item.object("message") else { continue }
                    if let stamp = message["ts"]?.string, !seen.insert(stamp).inserted { continue }
                    try tally.add(message)
                }
            } else if let event = try page.object("event") {
                try addEvent(event, to: &tally)
            } else {
                try tally.add(try page.objectOrSelf("message"))
            }
            let cursor = try page.object("response_metadata")?.text("next_cursor") ?? ""
            let isFollowed = try page.flag("has_more") == true || !cursor.isEmpty
            if index == pages.count - 1 {
                if isFollowed { gap = "the channel has more messages than this page; ask for every page" }
            } else if !isFollowed {
                gap = "a page before the last does not say that more follow, so these are several answers"
            }
        }
        return reading(of: tally, gap: gap)
    }

    /// The messages of a day, as an export keeps them.
    private static func exported(_ messages: [LocatedValue]) throws(EvidenceError) -> EvidenceReading {
        var tally = SlackTally()
        for message in messages {
            // An export marks what was deleted in the place of the message.
            if try message.text("subtype") == "message_deleted" {
                tally.isDeleted = true
            } else {
                try tally.add(message)
            }
        }
        return reading(of: tally, gap: nil)
    }

    private static func reading(of tally: SlackTally, gap: String?) -> EvidenceReading {
        var reading = EvidenceReading()
        if let gap {
            reading.giveUnknown(format.facts, gap)
            reading.observedAt = tally.latest
        } else {
            tally.add(to: &reading)
        }
        return reading
    }

    /// What a search found, on all its pages.
    private static func search(_ pages: [LocatedValue]) throws(EvidenceError) -> EvidenceReading {
        var tally = SlackTally()
        var numbers: Set<Int64> = []
        var last: Int64 = 0
        var total: Int64 = 0
        var seen: Set<String> = []
        for page in pages {
            let found = try page.requiredObject("messages")
            for match in try found.requiredArray("matches") {
                let channel = match["channel"]?["id"]?.scalarText ?? ""
                let stamp = match["ts"]?.string ?? "\(seen.count)"
                guard seen.insert("\(channel) \(stamp)").inserted else { continue }
                try tally.add(match)
            }
            let paging = try found.requiredObject("paging")
            numbers.insert(try paging.integer("page") ?? 0)
            last = max(last, try paging.integer("pages") ?? 0)
            total = max(total, try found.count("total") ?? 0)
        }
        let isWhole = last <= Int64(pages.count) && (last == 0 || (1...last).allSatisfy(numbers.contains))
        var reading = reading(
            of: tally,
            gap: isWhole && Int64(seen.count) >= total
                ? nil : "the search found \(total) messages and \(seen.count) are shown; ask for every page")
        reading.giveUnknown(
            ["messages.acknowledgements", "messages.objections"], "a search does not show reactions")
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
