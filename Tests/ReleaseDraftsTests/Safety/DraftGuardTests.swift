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
        "find . -name '*.log' -delete", "install -m 755 app /usr/bin", "sort names.txt | uniq",
        "split -b 10m dump.sql", "export PGPASSWORD=x",
        "link /etc/app.conf /etc/app.d/app.conf", "open /var/log/app.log", "replace old.conf new.conf",
        "$ ./rollback.sh", "bash deploy.sh", "rm -rf /var/cache", "| SRE lead | kubectl get pods -n prod |",
        "curl -X POST https://example.com", "do `rm -rf build`", "systemctl restart payments", "FOO=1 npm run deploy",
        "redis-cli FLUSHALL", "then run make deploy", "use curl https://example.com/health to check it",
        "mysql> show tables", "orders=# \\dt", "C:\\> del /q build", "PS C:\\> Get-ChildItem",
        "127.0.0.1:6379> flushdb",
        "VACUUM FULL orders", "VACUUM;", "REINDEX TABLE orders;", "FLUSH PRIVILEGES;",
        "COMMENT ON TABLE orders IS 'x';",
        "db.orders.deleteMany({})", "taskkill /F /IM java.exe", "net stop W3SVC", "sc stop Spooler",
        "openstack server delete web-1", "go build ./...", "sudo -u postgres psql -c 'select 1'",
        "KUBECONFIG=prod.yaml kubectl get pods", "cat << EOF > values.yaml", "echo $(date +%s)",
        "Execute `systemctl restart nginx` on each host", "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql;",
        "1. gcloud sql backups restore 123 --instance=orders", "- az webapp restart --name shop",
        "docker network create my-net", "openstack image show Win-2012", "nova-manage cell_v2 map_instances",
        "service haproxy restart", "hack/make.sh binary test", "SELECT pg_terminate_backend(17);",
        "rabbitmqctl list_queues",
        "k\u{200B}ubectl delete ns prod", "ssh ops@db-1 uptime", "TRUNCATE orders;", "GRANT ALL ON orders TO app",
        "$ borg list /backup/repo", "$ ./tidy", "Run `deploy-prod`", "Re-run `load_orders` and look",
        "execute `./cutover`",
        "It was deployed by hand using `prow/deploy.sh`", "for host in a b; do", "if [ -f /tmp/hold ]; then",
        "$Service = Get-Service -Name Schedule", "aws route53resolver list-resolver-rules",
        "aws fms list-member-accounts",
        "az eventgrid partner topic activate -g rg1 -n partnertopic1", "podman image exists web",
        "borg init /backup/repo",
        "rclone ls remote:backup", "/opt/tools/serve start --all", "MariaDB [orders]> select 1",
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
        "replace evidence/load-test.json by a newer run", "SRE lead: replace evidence/load-test.json",
        "please replace evidence/load-test.json with the run of Friday", "find docs/runbook.md in the handbook",
        "install packages/launcher on the second cluster", "cut config/old.yaml out of the bundle",
        "sort evidence/blockers.csv by priority", "join teams/runtime and teams/web for the review",
        "split docs/guide.md into two pages", "test docs/rollback.md with the on-call", "test docs/rollback.md",
        "watch dashboards/latency.json during the pilot", "time config/drills.yaml again",
        "link docs/notes.md from the ticket", "move docs/old.md to the archive", "copy docs/notes.md to the wiki",
        "open docs/guide.md and read section 2", "open /admin/settings and confirm the owner", "start jobs/import.yaml",
        "kill jobs/import.yaml at noon", "set limits/checkout.yaml to the old value", "stop jobs/sync.yaml",
        "write docs/support-brief.md before Monday", "rename docs/a.md", "read docs/a.md",
        "go to staging first", "then go live at noon", "cut over at 10:00; cut back if errors rise", "find the owner",
        "run the smoke tests", "select the plan from the list", "Select plan from list; then save it",
        "run tests, then sort the results", "set the flag to off", "Restore the last good version and tell support",
        "The net effect is small", "net start-up time is 3 s", "type the code that was sent to you", "copy the report",
        "POST /v1/orders now answers 201", "make deploys boring", "task force meets daily", "just run it again",
        "shutdown of the old region", "use the blue/green switch", "The call to begin is made by the director",
        "EXPLAIN why the date moved", "COPY to support", "USE CASES", "CHECKPOINT at 30 minutes: SRE lead decides",
        "errors > 2 % for 5 min", "latency p95 => SRE lead", "Version #12 replaces version #11",
        "docker image update", "- helm chart bump", "the wrapper can default to sudo only",
        "service desk opens at 08:00", "a failed attempt at running node rollover tests",
        "we are using openssl libraries",
        "access via ssh keys is off", "$ 500 per month", "run `nightly` jobs again", "run the `nightly` job",
        "The `nightly` job runs at 02:00", "3) MySQL -> PostgreSQL, done in May", "enter `2026` in the field",
        "- aws cost review", "- az capacity list review meeting.", "if the check fails, then the SRE lead decides",
        "running nginx behind the load balancer", "To run `etcdctl` commands, ask the platform team",
        "docker images are built by CI and signed", "terraform provider upgrade", "scripts/deploy.sh was removed",
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

    /// Numbers that the issuers publish as examples, and numbers that only look alike.
    @Test(arguments: [
        ("4111 1111 1111 1111", true), ("4111111111111111", true), ("3782 822463 10005", true),
        ("378282246310005", true),
        ("5555-5555-5555-4444", true), ("4111 1111 1111 1112", false), ("1234567890123456", false),
        ("078-05-1120", true), ("666-05-1120", false), ("078-05-1120-7", false), ("2026-11-21", false),
        ("AB 12 34 56 C", true), ("QQ 12 34 56 C", false), ("12345678Z", true), ("12345678A", false),
        ("X1234567L", true), ("RSSMRA85T10A562S", true), ("RSSMRA85Q10A562S", false), ("1 84 12 76 451 089 46", true),
        ("184127645108947", false), ("build 20261121093000", false),
        ("4f2a9c1d7b3e8a6f5c0d9e1b2a3f4c5d6e7f8091", false),
        ("run 17345678901 of 2026.11.21", false), ("INC0012345 and CHG-000123456", false),
        ("1.2.3.4 and 10.0.0.12", false),
        ("+44 20 7946 0958", true), ("GB29 NWBK 6016 1331 9268 19", true), ("GB29 NWBK 6016 1331 9268 18", false),
        ("order 4111-2", false), ("PROJ-123456789", false),
    ])
    func knowsNumbersOfPersons(text: String, isPersonal: Bool) {
        #expect(rules("see \(text) there") == (isPersonal ? ["no-personal-data"] : []))
    }

    @Test(arguments: [
        ("Someone should restart the worker", true), ("then somebody needs to tell support", true),
        ("Anyone must be able to read it", true), ("Owner: TBD", true), ("- Owner: unassigned", true),
        ("Owner: SRE lead", false), ("If someone has to wait, the window ends", false),
        ("The SRE lead restarts the worker", false), ("someone else's change is in the same window", false),
        ("The owner is told", false), ("it is unknown whether anyone should expect delays", false),
    ])
    func findsDutiesOfNobody(text: String, isVague: Bool) {
        #expect(rules(text) == (isVague ? ["owner-named"] : []))
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
