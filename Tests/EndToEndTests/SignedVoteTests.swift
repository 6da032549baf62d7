import Foundation
import ReleaseModel
import ReleaseTestSupport
import Testing

/// A vote signed with the user's own `ssh-keygen`, from the text to the ledger.
@Suite(.enabled(if: Program.find("ssh-keygen") != nil, "needs openssh-client"))
struct SignedVoteTests {
    static let vote = "staging --as eli --role sre-lead --reason 'read the plan'"
    static let signed =
        "--signature vote.json.sig --signed-at $NOW --allowed-signers signers --now 2020-09-01T08:30:00Z"

    /// A release whose class asks for signatures, a key of eli's, and the signed text of a vote.
    static func prepared(key: String = "-t ed25519", options: String = "") throws -> Workplace {
        let workplace = try Workplace()
        try workplace.forgetApprovals()
        try workplace.edit("members: [dana, eli]", "members: [dana, {id: eli, aliases: [eli@example.com]}, lee]")
        try workplace.edit("approval_matrix:\n", "policy: strict.yaml\n\napproval_matrix:\n")
        try workplace.folder.write("playbooks:\n  medium: {identity: ssh_signature}\n", to: "strict.yaml")
        let made = try workplace.shell(
            """
            set -e
            $RG plan --now $NOW > /dev/null || test $? -le 2
            ssh-keygen -q \(key) -N '' -f key
            $RG approvals payload \(vote) --now $NOW > vote.json
            ssh-keygen -q -Y sign -n releasegate -f key vote.json
            echo "eli@example.com \(options) $(cat key.pub)" > signers
            """)
        guard made.status == 0 else { throw Command.Failure(description: made.errors) }
        return workplace
    }

    @Test(arguments: ["-t ed25519", "-t ecdsa -b 256", "-t ecdsa -b 384", "-t ecdsa -b 521", "-t rsa -b 3072"])
    func `lets the gate proceed where the class asks for one`(key: String) throws {
        let workplace = try Self.prepared(key: key)
        let unsigned = try workplace.shell("$RG approvals approve \(Self.vote) --now $NOW")
        #expect(unsigned.status == 1)
        #expect(unsigned.errors.contains("nothing was recorded"), "\(unsigned.errors)")
        let outcome = try workplace.shell("$RG approvals approve \(Self.vote) \(Self.signed) --format json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try json(outcome.output)["vote"]?["identity"] == "ssh_signature")
        #expect(try workplace.shell("$RG gate staging --now 2020-09-01T08:30:00Z").status == 0)
        // The same signature again is the same vote.
        #expect(try workplace.shell("$RG approvals approve \(Self.vote) \(Self.signed)").status == 1)
        #expect(try workplace.entries().count == 2)
    }

    static let refusals: [(name: String, options: String, command: String, sentence: String)] = [
        (
            "another reason", "", "$RG approvals approve staging --as eli --role sre-lead --reason other \(signed)",
            "one of them was changed after signing"
        ),
        (
            "a no made of a yes", "", "$RG approvals reject \(vote) \(signed)", "one of them was changed after signing"
        ),
        (
            "another time", "",
            "$RG approvals approve \(vote) \(signed.replacingOccurrences(of: "$NOW", with: "2020-09-01T08:10:00Z"))",
            "one of them was changed after signing"
        ),
        (
            "another person", "",
            "$RG approvals approve \(vote.replacingOccurrences(of: "--as eli", with: "--as lee")) \(signed)",
            "one of them was changed after signing"
        ),
        (
            "another purpose", "",
            "rm vote.json.sig; ssh-keygen -q -Y sign -n git -f key vote.json; $RG approvals approve \(vote) \(signed)",
            "made for \"git\", not for \"releasegate\""
        ),
        (
            "a key of somebody else", "",
            "sed -i 's/^eli@example.com/lee@example.com/' signers; $RG approvals approve \(vote) \(signed)",
            "belongs to \"lee@example.com\""
        ),
        ("an expired key", "valid-before=\"20200901081500Z\"", "$RG approvals approve \(vote) \(signed)", "expired at"),
        ("an early key", "valid-after=\"20200901081500Z\"", "$RG approvals approve \(vote) \(signed)", "is valid from"),
        ("a key for git", "namespaces=\"git\"", "$RG approvals approve \(vote) \(signed)", "allowed for \"git\" only"),
        (
            "a revoked key", "", "$RG approvals approve \(vote) \(signed) --revoked-keys key.pub", "is revoked"
        ),
        (
            "a key on a revocation list", "",
            "ssh-keygen -q -k -f list key.pub; $RG approvals approve \(vote) \(signed) --revoked-keys list",
            "is revoked"
        ),
        (
            "a later change", "",
            "sed -i 's/name: staging, owner: sre-lead/&, planned_start: 2020-09-02T08:00:00Z/' release.yaml; "
                + "$RG approvals approve \(vote) \(signed)", "one of them was changed after signing"
        ),
    ]

    @Test(arguments: refusals.indices)
    func `is refused and not recorded`(index: Int) throws {
        let (name, options, command, sentence) = Self.refusals[index]
        let quoted = options.replacingOccurrences(of: "\"", with: "\\\"")
        let workplace = try Self.prepared(options: quoted)
        let outcome = try workplace.shell(command)
        #expect(outcome.status == 1, "\(name): \(outcome.output) \(outcome.errors)")
        #expect(outcome.errors.contains(sentence), "\(name): \(outcome.errors)")
        #expect(try workplace.entries().count == 1, "\(name)")
    }
}
