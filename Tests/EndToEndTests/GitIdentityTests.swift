import Foundation
import ReleaseModel
import ReleaseTestSupport
import Testing

/// Whoever has a hand in the commits of the subject's range approves nothing.
@Suite(.enabled(if: Program.find("git") != nil, "needs git"))
struct GitIdentityTests {
    /// Each way of having a hand in a commit, and the member of the role whose it is.
    static let hands: [(person: String, commit: String)] = [
        ("ann", "GIT_AUTHOR_NAME=Ann GIT_AUTHOR_EMAIL=ann@example.com git commit -q -m one"),
        ("kit", "GIT_COMMITTER_NAME=K GIT_COMMITTER_EMAIL=kit@example.com git commit -q -m two"),
        ("mo", "git commit -q -m 'three\n\nCo-authored-by: Mo <mo@example.com>'"),
        ("sig", "git commit -q -m 'four\n\nSigned-off-by: S <Sig+work@Example.com>'"),
        ("hub", "GIT_AUTHOR_NAME=H GIT_AUTHOR_EMAIL=123+hub@users.noreply.github.com git commit -q -m five"),
        ("lab", "git commit -q -m 'six\n\nco-authored-by: L <77-lab@users.noreply.gitlab.com>'"),
        ("René", "GIT_AUTHOR_NAME='RENE\u{301}' GIT_AUTHOR_EMAIL=r@example.org git commit -q -m seven"),
        ("old", "GIT_AUTHOR_NAME=O GIT_AUTHOR_EMAIL=before@example.com git commit -q -m eight"),
    ]

    @Test func `authors, committers, co-authors and signers are kept out`() throws {
        let workplace = try Workplace()
        try workplace.forgetApprovals()
        let members =
            ["{id: free, aliases: [free@example.com]}"]
            + Self.hands.map { "{id: \($0.person), aliases: [\($0.person)@example.com]}" }
        try workplace.edit("members: [dana, eli]", "members: [\(members.joined(separator: ", "))]")
        try workplace.edit("subject:\n", "subject:\n  range: base..HEAD\n")
        try workplace.folder.write("O <old@example.com> <before@example.com>\n", to: ".mailmap")
        let lines = Self.hands.map { "echo \($0.person) >> work; git add work; \($0.commit)" }
        let made = try workplace.shell(
            """
            set -e
            export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@x.example
            export GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@x.example
            git init -q .; git add -A
            GIT_AUTHOR_NAME=free GIT_AUTHOR_EMAIL=free@example.com git commit -q -m base; git tag base
            \(lines.joined(separator: "\n"))
            $RG plan --now $NOW > plan.txt || test $? -le 2
            """)
        #expect(made.status == 0, "\(made.errors)")
        for (person, commit) in Self.hands {
            let outcome = try workplace.run(
                "approvals", "approve", "staging", "--as", person, "--role", "sre-lead", "--reason", "x", "--now",
                workplace.now)
            #expect(outcome.status == 1, "\(commit)")
            #expect(outcome.errors.contains("\(person) is an author of the change"), "\(commit): \(outcome.errors)")
        }
        let outcome = try workplace.run(
            "approvals", "approve", "staging", "--as", "free", "--role", "sre-lead", "--reason", "x", "--now",
            workplace.now)
        #expect(outcome.status == 0, "who wrote nothing in the range may approve: \(outcome.errors)")
    }
}
