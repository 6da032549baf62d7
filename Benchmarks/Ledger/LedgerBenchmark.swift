import Foundation
import GRDB
import ReleaseAudit
import ReleaseModel
import ReleaseStore

/// Measures the ledger from inside one process, beside bare SQLite and bare SHA-256.
///
/// usage: `ledger-benchmark append COUNT FOLDER` | `fill COUNT FILE` | `hash COUNT`; prints one JSON object.
@main
enum LedgerBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let mode = arguments.first, let count = arguments.dropFirst().first.flatMap({ Int64($0) }) else {
            return print("usage: ledger-benchmark append COUNT FOLDER | fill COUNT FILE | hash COUNT")
        }
        let place = arguments.dropFirst(2).first ?? ""
        switch mode {
        case "append": try append(count, in: place)
        case "fill": try fill(count, at: place)
        case "hash": hash(count)
        default: print("unknown mode \"\(mode)\"")
        }
    }

    /// An entry as an approval leaves it.
    private static func entry(_ number: Int64) -> AuditEntry {
        AuditEntry(
            initiative: "user-analytics-pipeline", at: Instant(seconds: 1_800_000_000 + number), kind: .approval,
            actor: AuditEntry.Actor(person: "ana", role: "release-manager", strength: .sshSignature),
            reason: "read the plan and the two reports",
            content: [
                "act": "approve", "subject": "gate:production", "risk_class": "high",
                "covers": .string(ContentDigest(sha256: "\(number)").hexadecimal), "number": .integer(number),
            ])
    }

    private static func body(_ number: Int64) -> String {
        let digest = ContentDigest(sha256: "\(number)").hexadecimal
        return """
            {"at":"2027-01-15T08:00:00Z","content":{"act":"approve","covers":"\(digest)","number":\(number),\
            "risk_class":"high","subject":"gate:production"},"identity":"ssh_signature","initiative":\
            "user-analytics-pipeline","initiative_sequence":\(number),"kind":"approval","person":"ana","reason":\
            "read the plan and the two reports","records":null,"role":"release-manager",\
            "schema":"releasegate.audit-entry/v1","sequence":\(number)}
            """
    }

    /// Appends entries, each durable with its inclusion proof before the next, in turn with bare inserts of rows of the
    /// same length into another file with the same durability.
    private static func append(_ count: Int64, in folder: String) throws {
        let ledger = try Ledger(creatingAt: folder + "/ledger.sqlite")
        let bare = try DatabaseQueue(path: folder + "/bare.sqlite")
        try bare.inDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
                    CREATE TABLE entry (sequence INTEGER PRIMARY KEY, body TEXT NOT NULL)
                    """)
        }
        var (own, peer) = ([Double](), [Double]())
        for number in 0..<count {
            own.append(
                try seconds {
                    try ledger.write { writer in
                        let index = try writer.append(entry(number))
                        let proof = try writer.reader.withNodes {
                            try InclusionProof(of: index, in: index + 1, reading: $0)
                        }
                        guard proof != nil else { throw LedgerError.inputOutput(path: folder, detail: "no proof") }
                    }
                })
            let body = body(number)
            peer.append(
                try seconds {
                    try bare.inDatabase { db in
                        try db.inTransaction(.immediate) {
                            try db.cachedStatement(sql: "INSERT INTO entry VALUES (?, ?)").execute(
                                arguments: [number, body])
                            return .commit
                        }
                    }
                })
        }
        print(
            "{\"append_ms\": \(median(own) * 1000), \"bare_ms\": \(median(peer) * 1000), "
                + "\"append_total_s\": \(own.reduce(0, +)), \"bare_total_s\": \(peer.reduce(0, +))}")
    }

    /// Makes a ledger with `count` entries, 10,000 in a transaction.
    private static func fill(_ count: Int64, at path: String) throws {
        let ledger = try Ledger(creatingAt: path)
        let time = try seconds {
            for start in stride(from: 0, to: count, by: 10_000) {
                try ledger.write { writer in
                    for number in start..<min(start + 10_000, count) { try writer.append(entry(number)) }
                }
            }
        }
        print("{\"fill_s\": \(time)}")
    }

    /// Computes the hashes that a log of `count` entries has, and nothing else.
    private static func hash(_ count: Int64) {
        let text = Array(body(count).utf8)
        var range = CompactRange()
        let time = seconds { for _ in 0..<count { range.append(TreeHash.leaf(text)) } }
        print(
            "{\"hash_s\": \(time), \"bytes\": \(count * Int64(text.count)), \"root\": \"\(range.root.digest.hexadecimal)\"}"
        )
    }

    private static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let time = try ContinuousClock().measure(body)
        return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }
}
