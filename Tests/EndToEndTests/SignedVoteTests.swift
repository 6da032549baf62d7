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

    /// The policy's keys count where the command names none; those of the command go before them.
    @Test func `is verified against the keys that the policy names`() throws {
        let byPolicy = Self.signed.replacingOccurrences(of: "--allowed-signers signers ", with: "")
        let nobody = try Self.prepared()
        let unknown = try nobody.shell("$RG approvals approve \(Self.vote) \(byPolicy)")
        #expect(unknown.status == 64)
        #expect(unknown.errors.contains("the policy names no \"allowed_signers\""), "\(unknown.errors)")
        #expect(try nobody.entries().count == 1)

        let workplace = try Self.prepared()
        _ = try workplace.shell("echo 'allowed_signers: signers' >> strict.yaml; : > nobody")
        let empty = try workplace.shell("$RG approvals approve \(Self.vote) \(byPolicy) --allowed-signers nobody")
        #expect(empty.status == 1, "\(empty.output) \(empty.errors)")
        let outcome = try workplace.shell("$RG approvals approve \(Self.vote) \(byPolicy) --format json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try json(outcome.output)["vote"]?["identity"] == "ssh_signature")

        let revoked = try Self.prepared()
        _ = try revoked.shell("echo 'revoked_keys: key.pub' >> strict.yaml")
        let refused = try revoked.shell("$RG approvals approve \(Self.vote) \(Self.signed)")
        #expect(refused.status == 1 && refused.errors.contains("is revoked"), "\(refused.errors)")
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

    /// The same vote as an entry of the release file, whose signature the policy's keys verify.
    static func preparedEntry() throws -> Workplace {
        let workplace = try prepared()
        let made = try workplace.shell(
            """
            set -e
            echo "allowed_signers: signers" >> strict.yaml
            $RG approvals payload \(vote) --for-yaml --now $NOW > vote.json
            rm -f vote.json.sig
            ssh-keygen -q -Y sign -n releasegate -f key vote.json
            $RG approvals request staging --as-yaml --as eli --role sre-lead --reason 'read the plan' --now $NOW \\
                > entry.yaml
            cat entry.yaml >> release.yaml
            echo "    signature: vote.json.sig" >> release.yaml
            """)
        guard made.status == 0 else { throw Command.Failure(description: made.errors) }
        return workplace
    }

    /// What is done to the entry, and what is then said of it; nil where it counts.
    static let entries: [(name: String, command: String, sentence: String?)] = [
        ("as it was signed", "true", nil),
        (
            "the signature in the file itself",
            "sed -i '/    signature: /d' release.yaml; "
                + "(echo '    signature: |'; sed 's/^/      /' vote.json.sig) >> release.yaml; rm vote.json.sig", nil
        ),
        (
            "without its signature", "sed -i '/    signature: /d' release.yaml",
            "the identity was verified as unverified; class medium needs ssh_signature"
        ),
        (
            "with another reason", "sed -i 's/reason: read the plan/reason: read it/' release.yaml",
            "one of them was changed after signing"
        ),
        (
            "by somebody else", "sed -i 's/    person: eli/    person: lee/' release.yaml",
            "one of them was changed after signing"
        ),
        (
            "for another purpose", "rm vote.json.sig; ssh-keygen -q -Y sign -n git -f key vote.json",
            "made for \"git\", not for \"releasegate\""
        ),
        ("with a revoked key", "echo 'revoked_keys: key.pub' >> strict.yaml", "is revoked"),
        ("under a policy without keys", "sed -i '/^allowed_signers/d' strict.yaml", "names no \"allowed_signers\""),
        ("without the file of its signature", "rm vote.json.sig", "vote.json.sig"),
    ]

    @Test(arguments: entries.indices)
    func `in the release file is held to the same keys`(index: Int) throws {
        let (name, command, sentence) = Self.entries[index]
        let workplace = try Self.preparedEntry()
        _ = try workplace.shell(command)
        let gate = try workplace.run("gate", "staging", "--now", workplace.now)
        let status = try workplace.run("approvals", "status", "staging", "--now", workplace.now)
        #expect(gate.status == (sentence == nil ? 0 : 2), "\(name): \(gate.output) \(gate.errors)")
        let text = (status.output + status.errors).split { $0.isWhitespace }.joined(separator: " ")
        #expect(text.contains(sentence ?? "eli"), "\(name): \(text)")
    }
}
