import ReleaseModel

/// Counts messages and the people behind their reactions.
struct SlackTally {
    /// Names of reactions that say yes, without skin tones.
    static let positive: Set<String> = [
        "+1", "thumbsup", "white_check_mark", "heavy_check_mark", "ballot_box_with_check", "ok", "ok_hand", "approved",
        "approve", "lgtm", "shipit", "ship_it", "ship", "green_circle", "large_green_circle", "check", "done", "yes",
        "green_check", "check_green", "signed", "rocket", "large_green_square",
    ]
    /// Names of reactions that say no or not yet.
    static let negative: Set<String> = [
        "-1", "thumbsdown", "x", "no_entry", "no_entry_sign", "negative_squared_cross_mark", "octagonal_sign", "stop",
        "stop_sign", "red_circle", "rejected", "reject", "no", "warning", "hand", "raised_hand", "no_good", "blocked",
        "heavy_multiplication_x", "large_red_square", "veto", "nope", "rotating_light", "hourglass",
        "hourglass_flowing_sand",
    ]
    /// Messages that Slack itself writes about the channel.
    private static let systemSubtypes: Set<String> = [
        "channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name", "channel_archive",
        "channel_unarchive", "channel_posting_permissions", "group_join", "group_leave", "group_topic", "group_purpose",
        "group_name", "group_archive", "group_unarchive", "pinned_item", "unpinned_item", "ekm_access_denied",
        "tombstone",
        "reminder_add", "channel_convert_to_private", "bot_add", "bot_remove",
    ]

    var isDeleted = false
    private(set) var latest: Instant?
    private var total = 0
    private var system = 0
    private var bots = 0
    private var edited = 0
    private var yes: Set<String> = []
    private var no: Set<String> = []
    private var unattributedYes: Int64 = 0
    private var unattributedNo: Int64 = 0
    private var otherReactions: Set<String> = []
    private var hiddenReplies: Int64 = 0
    private var parents: Set<String> = []
    private var claims: [ApprovalClaim] = []

    mutating func add(_ message: LocatedValue) throws(EvidenceError) {
        let stamp = try message.requiredText("ts")
        let subtype = try message.text("subtype") ?? ""
        guard !SlackTally.systemSubtypes.contains(subtype) else {
            system += 1
            return
        }
        guard let time = SlackTally.instant(stamp) else {
            throw message["ts"]?.error("\"ts\" is no Slack time; seconds with a fraction are accepted")
                ?? message.missing("ts")
        }
        total += 1
        take(time)
        if let edit = try message.object("edited") {
            edited += 1
            if let time = try edit.text("ts").flatMap(SlackTally.instant) { take(time) }
        }
        let isBot = try message.text("bot_id") != nil || subtype == "bot_message"
        if isBot { bots += 1 }
        if let replies = try message.count("reply_count"), replies > 0 {
            hiddenReplies = min(hiddenReplies + replies, 1 << 40)
        }
        if try message.text("thread_ts").map({ $0 != stamp }) ?? false { hiddenReplies = max(0, hiddenReplies - 1) }
        for reaction in try message.array("reactions") ?? [] { try addReaction(reaction) }
        if !isBot { try addWords(of: message, at: time) }
    }

    private mutating func take(_ time: Instant) { latest = max(latest ?? time, time) }

    private mutating func addReaction(_ reaction: LocatedValue) throws(EvidenceError) {
        let fullName = try reaction.requiredText("name")
        let name = fullName.split(separator: ":", maxSplits: 1).first.map(String.init) ?? fullName
        var users: Set<String> = []
        for user in try reaction.array("users") ?? [] {
            guard let id = user.string else { throw user.mismatch("users", "a string") }
            users.insert(id)
        }
        let count = min(try reaction.count("count") ?? Int64(users.count), 1 << 32)
        let unattributed = max(0, count - Int64(users.count))
        if SlackTally.negative.contains(name) {
            no.formUnion(users)
            unattributedNo = min(unattributedNo + unattributed, 1 << 40)
        } else if SlackTally.positive.contains(name) {
            yes.formUnion(users)
            unattributedYes = min(unattributedYes + unattributed, 1 << 40)
        } else {
            otherReactions.insert(name)
            return
        }
        claims += users.sorted().map { ApprovalClaim(identity: $0, statement: "reacted with :\(name):", at: nil) }
    }

    /// Takes a message that begins with a word of approval or refusal as a claim of its writer.
    private mutating func addWords(of message: LocatedValue, at time: Instant) throws(EvidenceError) {
        guard let user = try message.text("user"), let text = try message.text("text") else { return }
        let words = text.lowercased().prefix(40).split { !$0.isLetter && !$0.isNumber && $0 != "+" && $0 != "-" }
        guard let first = words.first else { return }
        switch first {
        case "approved", "approve", "lgtm", "+1", "rejected", "-1":
            claims.append(ApprovalClaim(identity: user, statement: "wrote \"\(first)\"", at: time))
        default: return
        }
    }

    /// Adds the facts, or the reason why there are none.
    func add(to reading: inout EvidenceReading) {
        let facts: [FactID] = ["messages.total", "messages.acknowledgements", "messages.objections"]
        guard total > 0 else {
            let reason = isDeleted ? "the message was deleted" : "there is no message of a person or an app in it"
            reading.giveUnknown(facts, reason)
            return
        }
        reading.observedAt = latest
        reading.claims = claims.sorted { ($0.identity, $0.statement) < ($1.identity, $1.statement) }
        reading.count("messages.total", total)
        reading.count("messages.acknowledgements", yes.subtracting(no).count)
        reading.count("messages.objections", no.count + Int(unattributedNo))
        addNotes(to: &reading)
    }

    private func addNotes(to reading: inout EvidenceReading) {
        let both = yes.intersection(no).count
        if both > 0 { reading.note(.information, "\(both) people reacted both ways and count as objecting") }
        if unattributedYes > 0 {
            reading.note(.ignored, "\(unattributedYes) positive reactions name nobody and do not count")
        }
        if unattributedNo > 0 {
            reading.note(.information, "\(unattributedNo) negative reactions name nobody and count as objections")
        }
        if !otherReactions.isEmpty {
            let names = otherReactions.sorted().prefix(10).map { ":\($0):" }.joined(separator: " ")
            reading.note(.ignored, "reactions without a known meaning: \(names)")
        }
        if bots > 0 { reading.note(.information, "\(bots) of the messages are by apps") }
        if edited > 0 { reading.note(.information, "\(edited) of the messages were edited") }
        if system > 0 { reading.note(.ignored, "\(system) messages that Slack itself wrote") }
        if hiddenReplies > 0 { reading.note(.missing, "\(hiddenReplies) replies in threads are not in the document") }
        if !yes.isEmpty {
            reading.note(.information, "reactions can be taken back; they show the moment of the export")
        }
    }

    /// The time of a Slack stamp such as `1732156440.000200`; nil where it is none or nought.
    static func instant(_ stamp: String) -> Instant? {
        let parts = stamp.split(separator: ".", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2, let seconds = Int64(first), seconds > 0, seconds < 1 << 40,
            parts.count == 1 || parts[1].allSatisfy({ $0.isASCII && $0.isNumber })
        else { return nil }
        let milliseconds = parts.count == 2 ? Int64(String(parts[1].prefix(3))) ?? 0 : 0
        return Instant(milliseconds: seconds * 1000 + milliseconds)
    }
}
