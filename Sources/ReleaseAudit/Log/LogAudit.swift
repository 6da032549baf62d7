package import ReleaseModel

/// Audits a log from its entries alone, against checkpoints that were signed and kept elsewhere.
///
/// Every hash is computed anew from the texts; what was stored is only compared. Entries are taken one by one, so a log
/// of any length needs the same memory (and a little for each initiative). The faults are told apart like this:
///
/// - **ALTERED**: a text does not have the hash it was recorded with; a stored inner hash does not follow from the
///   recorded leaves; a text is no audit entry; or numbers are missing, so an entry was taken out or put in between. It
///   names the entry.
/// - **REPLAYED**: an entry's own number, or its number within its initiative, was there before: it was copied from
///   earlier in the log. It names the place and the earlier number.
/// - **TRUNCATED**: the log has fewer entries than a checkpoint states, for the whole log or for one initiative. An old
///   copy of a ledger that was put back is the same case. It names the first entry that is missing.
/// - **FORKED**: the log has as many entries as a checkpoint or more, and the head over that many is another one, also
///   when it is computed from the recorded hashes. Where the recorded hashes lead to the signed head, the log is no
///   fork: single texts were changed, and these are named as ALTERED. Two checkpoints of one size and different heads
///   are a fork by themselves. Where several checkpoints are given, the first that does not fit brackets the place.
///
/// A time before that of the entry ahead of it is a notice and no fault: clocks are set back, and numbers say what
/// order entries have.
package struct LogAudit {
    /// One entry as it was stored.
    package struct Entry: Sendable {
        /// The canonical text.
        package var body: String
        /// The leaf hash it was recorded with.
        package var leafHash: TreeHash

        package init(body: String, leafHash: TreeHash) {
            self.body = body
            self.leafHash = leafHash
        }
    }

    /// Gives the stored hash of a full subtree, for comparison; nil where it is missing.
    package typealias StoredNodes = (_ level: Int, _ position: Int64) throws -> TreeHash?

    /// What the audit came to.
    package struct Result: Hashable, Sendable {
        /// In the order of the log; at most `LogAudit.maximumFaults`.
        package var faults: [LogFault]
        /// How many more there were.
        package var omittedFaultCount: Int
        /// What people should know and is no fault; bounded like the faults.
        package var notices: [String]
        /// How many entries were read.
        package var count: Int64
        /// The tree head over the texts that were read.
        package var root: ContentDigest
        /// How many entries each initiative has, in order.
        package var counts: [InitiativeCount]

        /// Reports whether no fault was found.
        package var isWhole: Bool { faults.isEmpty }
    }

    /// Faults that are listed one by one; of more only the number is told.
    package static let maximumFaults = 100

    private var checkpoints: ArraySlice<Checkpoint>
    /// The size of the last checkpoint that fitted.
    private var provenSize: Int64 = 0
    private var faults: [LogFault] = []
    private var omittedFaultCount = 0
    private var notices: [String] = []
    /// The tree over the recorded leaf hashes.
    private var recorded = CompactRange()
    /// The tree over the texts, from the first text on that does not have its recorded hash.
    private var computed: CompactRange?
    private var initiatives: [[UInt8]: Int64] = [:]
    /// The initiative of the last entry, as its text has it and as it is, and its next number: most entries follow one
    /// of their own.
    private var lastInitiative: (raw: [UInt8], name: [UInt8], next: Int64)?
    private var lastSequence: Int64 = -1
    private var lastTime: Int64 = 0

    /// An audit against `checkpoints`, whose signatures the caller has checked.
    package init(checkpoints: [Checkpoint] = []) {
        self.checkpoints = checkpoints.sorted { $0.size < $1.size }[...]
        for (one, next) in zip(self.checkpoints, self.checkpoints.dropFirst())
        where one.size == next.size && one.root != next.root {
            report(.forked, nil, "two checkpoints state \(one.size) entries and different heads")
        }
        compareCheckpoints()
    }

    /// Takes in the next entry.
    package mutating func add(_ entry: Entry) {
        let text = entry.body.utf8.span
        take(text, computed: TreeHash.leaf(text), recorded: entry.leafHash, at: recorded.count)
        recorded.append(entry.leafHash)
        compareCheckpoints()
    }

    /// Takes in the next entry as a ledger holds it, and compares the hashes that the ledger keeps.
    ///
    /// - Parameters:
    ///   - text: the canonical text.
    ///   - leafHash: the leaf hash it was recorded with; nil where it is missing.
    ///   - storedNodes: the stored inner hashes, asked for in the order of the log.
    /// - Returns: what the text says of its own place; nil where it is no audit entry.
    @discardableResult
    package mutating func add(text: Span<UInt8>, leafHash: TreeHash?, storedNodes: StoredNodes) rethrows -> EntryHead? {
        let place = recorded.count
        let computed = TreeHash.leaf(text)
        let leaf = leafHash ?? computed
        if leafHash == nil { report(.altered, place, "the stored hash of entry \(place) is missing") }
        let head = take(text, computed: computed, recorded: leaf, at: place)
        var wrong: [(level: Int, position: Int64)] = []
        try recorded.append(leaf) { level, position, hash in
            if try storedNodes(level, position) != hash { wrong.append((level, position)) }
        }
        for (level, position) in wrong {
            let first = position << Int64(level)
            let last = first + (1 << Int64(level)) - 1
            report(
                .altered, place,
                "the stored hash over entries \(first) to \(last) does not follow from them; it is changed or missing")
        }
        compareCheckpoints()
        return head
    }

    /// Adds a fault that was found beside the log.
    package mutating func report(_ fault: LogFault) {
        report(fault.kind, fault.entry, fault.detail)
    }

    /// Ends the audit: what the checkpoints state beyond the last entry is missing.
    package consuming func finish() -> Result {
        for checkpoint in checkpoints {
            report(
                .truncated, recorded.count,
                "the log has \(recorded.count) entries and the checkpoint \(checkpoint.size); entry \(recorded.count) and what follows is gone"
            )
            compareCounts(with: checkpoint)
        }
        return Result(
            faults: faults, omittedFaultCount: omittedFaultCount, notices: notices, count: recorded.count,
            root: (computed ?? recorded).root.digest, counts: counts)
    }

    private var counts: [InitiativeCount] {
        var initiatives = initiatives
        if let last = lastInitiative { initiatives[last.name] = last.next }
        return initiatives.map { InitiativeCount(initiative: String(decoding: $0.key, as: UTF8.self), count: $0.value) }
            .sorted()
    }

    private mutating func report(_ kind: LogFault.Kind, _ entry: Int64?, _ detail: String) {
        guard faults.count < LogAudit.maximumFaults else {
            omittedFaultCount += 1
            return
        }
        faults.append(LogFault(kind, entry: entry, detail))
    }

    @discardableResult
    private mutating func take(
        _ text: Span<UInt8>, computed leaf: TreeHash, recorded recordedLeaf: TreeHash, at place: Int64
    ) -> EntryHead? {
        if leaf != recordedLeaf {
            if computed == nil { computed = recorded }
            report(.altered, place, "the text of entry \(place) does not have the hash it was recorded with")
        }
        computed?.append(leaf)
        guard let head = EntryHead(text: text) else {
            report(
                .altered, place,
                "the text of entry \(place) is no audit entry; it needs its numbers, initiative and time")
            return nil
        }
        check(head, of: text, at: place)
        return head
    }

    /// Makes the initiative of `head` the last one.
    private mutating func turn(to head: EntryHead, of text: Span<UInt8>) {
        if let last = lastInitiative {
            if EntryHead.stands(last.raw.span, in: text, at: head.initiative) { return }
            initiatives[last.name] = last.next
        }
        let name = head.initiativeName(in: text)
        lastInitiative = (head.initiative.map { text[$0] }, name, initiatives[name] ?? 0)
    }

    private func nextNumber(of name: [UInt8]) -> Int64 {
        if let last = lastInitiative, last.name == name { return last.next }
        return initiatives[name] ?? 0
    }

    private mutating func check(_ head: EntryHead, of text: Span<UInt8>, at place: Int64) {
        let expected = lastSequence + 1
        let isInOrder = head.sequence == expected
        if head.sequence < expected {
            report(
                .replayed, place,
                "entry \(place) carries the number \(head.sequence) behind number \(lastSequence); numbers only grow")
        } else if head.sequence > expected {
            let missing = head.sequence - 1
            let what = expected == missing ? "entry \(expected) is" : "entries \(expected) to \(missing) are"
            report(.altered, place, "\(what) missing: entry \(place) carries the number \(head.sequence)")
        }
        lastSequence = max(lastSequence, head.sequence)
        turn(to: head, of: text)
        let expectedOfInitiative = lastInitiative?.next ?? 0
        if isInOrder && head.initiativeSequence != expectedOfInitiative {
            let name = String(decoding: lastInitiative?.name ?? [], as: UTF8.self)
            if head.initiativeSequence < expectedOfInitiative {
                report(
                    .replayed, place,
                    "entry \(place) carries the number \(head.initiativeSequence) of \"\(name)\", which was there before"
                )
            } else {
                report(
                    .altered, place,
                    "entry \(place) carries the number \(head.initiativeSequence) of \"\(name)\" where \(expectedOfInitiative) is next"
                )
            }
        }
        lastInitiative?.next = max(expectedOfInitiative, head.initiativeSequence + 1)
        if head.time < lastTime && notices.count < LogAudit.maximumFaults {
            notices.append("entry \(place) is dated before the entry ahead of it; a clock or \"--now\" was set back")
        }
        lastTime = head.time
    }

    /// Compares the log so far with the checkpoints of its present size.
    private mutating func compareCheckpoints() {
        while let checkpoint = checkpoints.first, checkpoint.size <= recorded.count {
            checkpoints.removeFirst()
            guard let signed = TreeHash(bytes: checkpoint.root) else {
                report(
                    .forked, nil,
                    "the checkpoint over \(checkpoint.size) entries has a head of \(checkpoint.root.count) bytes; a SHA-256 has 32"
                )
                continue
            }
            let computedRoot = (computed ?? recorded).root
            if computedRoot == signed {
                provenSize = checkpoint.size
            } else if recorded.root == signed {
                // Every recorded hash is as it was signed, so the texts that differ are named already.
                provenSize = checkpoint.size
            } else {
                let range =
                    provenSize == 0
                    ? "entries 0 to \(checkpoint.size - 1)" : "entries \(provenSize) to \(checkpoint.size - 1)"
                report(
                    .forked, provenSize,
                    checkpoint.size == 0
                        ? "the checkpoint over 0 entries has a head; the head of an empty log is the hash of nothing"
                        : "\(range) are not those that were signed: their head is another one than in the checkpoint over \(checkpoint.size) entries"
                )
            }
            compareCounts(with: checkpoint)
        }
    }

    /// Compares the entries of each initiative with what `checkpoint` states, where it states any.
    private mutating func compareCounts(with checkpoint: Checkpoint) {
        let stated = checkpoint.counts
        guard !stated.isEmpty else { return }
        for count in stated {
            let found = nextNumber(of: Array(count.initiative.utf8))
            if found < count.count {
                report(
                    .truncated, nil,
                    "\"\(count.initiative)\" has \(found) entries and \(count.count) were signed; its entry \(found) is missing"
                )
            } else if found > count.count {
                report(
                    .forked, nil, "\"\(count.initiative)\" has \(found) entries where \(count.count) were signed")
            }
        }
        let names = Set(stated.map { Array($0.initiative.utf8) })
        for count in counts where !names.contains(Array(count.initiative.utf8)) {
            report(.forked, nil, "\"\(count.initiative)\" has \(count.count) entries and none were signed")
        }
    }
}
