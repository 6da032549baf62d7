import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseDrafts

@Suite("Draft guard") struct DraftGuardTests {
    private func rules(_ body: String, allowed: [String] = []) -> [String] {
        let frame = "**Approver:** Release manager\n**Re-review:** when change_scope changes\n"
        return DraftGuard(allowedPersonalData: allowed).inspect(
            title: "DRAFT x", body: frame + body, approverTitles: ["Release manager"], roleTitles: ["SRE lead"]
        ).map(\.rule)
    }

    @Test(arguments: [
        "run kubectl rollout undo deployment/payments", "Then kubectl delete pod payments-1 --force at once",
        "SRE lead: terraform apply -auto-approve", "please run terraform destroy", "`make deploy`",
        "`helm upgrade payments ./chart`", "DROP TABLE orders;", "drop table if exists orders",
        "UPDATE users SET active = 0 WHERE id = 5", "select * from users where id = 1", "DELETE FROM orders",
        "psql -c 'select 1'", "sudo systemctl restart nginx", "cat app.log | grep error",
        "git push --force origin main",
        "docker exec -it db sh", "aws s3 rm s3://bucket --recursive", "Restart-Service -Name W3SVC",
        "Get-Process | Stop-Process", "ansible-playbook site.yml -i prod", "pulumi up --yes",
        "gcloud run deploy api --image x",
        "$ ./rollback.sh", "bash deploy.sh", "rm -rf /var/cache", "| SRE lead | kubectl get pods -n prod |",
        "curl -X POST https://example.com", "do `rm -rf build`", "systemctl restart payments", "FOO=1 npm run deploy",
        "k\u{200B}ubectl delete ns prod", "ssh ops@db-1 uptime", "TRUNCATE orders;", "GRANT ALL ON orders TO app",
    ])
    func holdsCommands(_ text: String) {
        #expect(CommandRule.command(in: GuardedText.plain(text)) != nil)
        #expect(CommandRule.command(in: GuardedText.plain(InertText.markdownValue(text))) != nil)
    }

    @Test(arguments: [
        "make sure the team can find the report", "restore the snapshot taken before the change",
        "drop in traffic", "update the page set in Confluence", "select a reviewer from the list",
        "Review the Terraform plan and the Helm chart", "delete from the list whoever has left",
        "The docker image is built by CI", "Find out who owns it, then sort the list", "Sort by date and time",
        "check the git history of the module", "watch the error rate for 30 minutes", "kill switch is off by default",
        "the service restart took 5 minutes", "Test-Driven work and the Start-Up team", "Add-On pages are left alone",
        "install the app from the store", "cat and mouse", "split the team / rota", "CI/CD and A/B tests pass",
        "create a table of owners", "grant access to the SRE lead", "Update the docs, set the date, tell support",
        "| production | WAIT | YELLOW | 92 of 100 |", "select the region from the menu where traffic is lowest",
        "open the ticket; close it when done", "touch base with legal", "history of outcomes: 3 of 4 good",
        "error rate over 2 % for 5 minutes", "the host is read-only", "time to live is 72 hours -- no longer",
        "join the call at 09:30", "head of support, who decides", "Alter the table of contents",
    ])
    func passesProse(_ text: String) {
        #expect(CommandRule.command(in: text) == nil)
    }

    @Test func holdsBlocksOfCode() {
        #expect(rules("```bash\nanything\n```") == ["no-command"])
        #expect(rules("```\nkubectl get pods\n```") == ["no-command"])
        #expect(rules("```text\nall is well\n```") == [])
    }

    @Test func holdsSecretsAndMasksThem() {
        let secret = "AK" + "IAIOSFODNN7EXAMPLE"
        let hits = DraftGuard().inspect(
            title: "DRAFT x", body: "Approver: A\nRe-review: always\nthe key \(secret)\n", approverTitles: ["A"],
            roleTitles: [])
        #expect(hits.map(\.rule) == ["no-secret"])
        #expect(hits.first?.line == 3)
        #expect(hits.first?.found == "aws access key, 20 characters")
        #expect(rules(InertText.markdownValue("postgres://app:" + "hunter2@db/x")) == ["no-secret"])
        #expect(rules("password=hunter2") == ["no-secret"])
    }

    @Test func holdsPersonalData() {
        #expect(rules("write to jane.doe@example.com") == ["no-personal-data"])
        #expect(rules(InertText.markdownValue("write to jane.doe@example.com")) == ["no-personal-data"])
        #expect(rules("write to Support@example.com", allowed: ["support@example.com"]) == [])
        #expect(rules("call +49 30 901820") == ["no-personal-data"])
        #expect(rules("DE89 3704 0044 0532 0130 00") == ["no-personal-data"])
        #expect(rules("2026-11-21 09:30 and version 2.4.0, +5 % and DE89 3704") == [])
    }

    @Test func asksForAnOwner() {
        #expect(rules("## What we ask\n- confirm the date") == ["owner-named"])
        #expect(rules("## What we ask\n- SRE lead: confirm the date") == [])
        #expect(rules("## Background\n- nothing to do here") == [])
        #expect(rules("- [ ] close the gap") == ["owner-named"])
        #expect(rules("## Next steps\n1. The sre lead confirms") == [])
    }

    @Test func asksForApproverTriggerAndMark() {
        let hits = DraftGuard().inspect(title: "Payments", body: "text", approverTitles: ["CTO"], roleTitles: [])
        #expect(hits.map(\.rule) == ["approver-named", "draft-marked", "draft-marked"])
    }

    @Test func tracesToTheShortestSource() {
        let near = SourceLocation(file: "r.yaml", line: 9, column: 3)
        let tracer = SourceTracer(sources: [
            (
                text: "a long text with kubectl delete ns prod in the middle of it",
                location: SourceLocation(file: "r.yaml", line: 1)
            ),
            (text: "kubectl delete ns prod", location: near),
        ])
        #expect(tracer.source(of: "kubectl delete ns prod", in: "x kubectl delete ns prod") == near)
        #expect(tracer.source(of: "terraform apply", in: "terraform apply") == nil)
    }
}
