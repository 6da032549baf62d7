import ReleaseModel
import Testing

@testable import ReleaseManifest

/// Each row: an input's text, and what the reading is: `+` understood and `-` not, phrase by phrase.
@Suite struct SentenceTests {
    private func read(_ input: String, _ text: String) throws -> Release {
        let reading = Fixture.read("\(input): \(YAMLText.scalar(text))\n")
        return try #require(reading.release, "\(reading.diagnostics)")
    }

    private func outline(_ release: Release) -> [String] {
        release.phrases.map { phrase in
            if case .understood = phrase.reading { return "+\(phrase.text)" }
            return "-\(phrase.text)"
        }
    }

    static let approvals: [(String, [String], [String])] = [
        (
            "SME for low risk, SRE lead for medium, CTO for high.",
            ["+SME for low risk", "+SRE lead for medium", "+CTO for high"],
            ["low: sme", "medium: sre-lead", "high: cto"]
        ),
        (
            "two SREs and the CTO for critical", ["+two SREs and the CTO for critical"],
            ["critical: (2 people of sre) and cto"]
        ),
        ("CAB approves high and critical", ["+CAB approves high and critical"], ["high,critical: cab"]),
        (
            "Low: team lead; medium: SRE lead + product owner",
            ["+Low: team lead", "+medium: SRE lead + product owner"],
            ["low: team-lead", "medium: sre-lead and product-owner"]
        ),
        (
            "at least 2 of SRE lead, QA lead for medium", ["+at least 2 of SRE lead, QA lead for medium"],
            ["medium: 2 people of sre-lead, qa-lead"]
        ),
        ("anyone from platform for low", ["+anyone from platform for low"], ["low: platform"]),
        ("high needs the director or the CTO", ["+high needs the director or the CTO"], ["high: director or cto"]),
        (
            "Low: SME, medium: SRE lead, QA lead and CTO", ["+Low: SME", "+medium: SRE lead, QA lead and CTO"],
            ["low: sme", "medium: sre-lead and qa-lead and cto"]
        ),
        (
            "SME for low and SRE lead for medium", ["+SME for low", "+SRE lead for medium"],
            ["low: sme", "medium: sre-lead"]
        ),
        ("Director approval for high-risk changes", ["+Director approval for high-risk changes"], ["high: director"]),
        (
            "either the CTO or the CISO for critical in production",
            ["+either the CTO or the CISO for critical in production"], ["critical@production: cto or ciso"]
        ),
        (
            "head of engineering for low to high", ["+head of engineering for low to high"],
            ["low,medium,high: head-of-engineering"]
        ),
        ("comms lead for comms", ["+comms lead for comms"], ["low,medium,high,critical#comms: comms-lead"]),
        ("nobody for low", ["+nobody for low"], ["low: nobody"]),
        ("SRE lead, QA lead for medium", ["-SRE lead, QA lead for medium"], []),
        ("SRE lead and QA lead or CTO for medium", ["-SRE lead and QA lead or CTO for medium"], []),
        ("someone senior should look at it", ["-someone senior should look at it"], []),
        ("CTO for huge changes", ["-CTO for huge changes"], []),
        ("CTO for high unless on holiday", ["-CTO for high unless on holiday"], []),
        ("whoever is on call for low", ["-whoever is on call for low"], []),
        ("0 SREs for high", ["-0 SREs for high"], []),
        (
            "Low-risk changes require SME approval, and high-risk changes require CTO approval.",
            ["+Low-risk changes require SME approval", "+high-risk changes require CTO approval"],
            ["low: sme", "high: cto"]
        ),
        (
            "Low risk is approved by SME, medium by SRE lead.",
            ["+Low risk is approved by SME", "+medium by SRE lead"], ["low: sme", "medium: sre-lead"]
        ),
        (
            "Approvals: SME (low), SRE lead (medium/high)", ["+Approvals: SME (low)", "+SRE lead (medium/high)"],
            ["low: sme", "medium,high: sre-lead"]
        ),
        (
            "SME \u{2192} low; medium=SRE lead, high => CTO",
            ["+SME \u{2192} low", "+medium=SRE lead", "+high => CTO"],
            ["low: sme", "medium: sre-lead", "high: cto"]
        ),
        (
            "CTO for high and above; SRE lead for medium or lower",
            ["+CTO for high and above", "+SRE lead for medium or lower"],
            ["high,critical: cto", "low,medium: sre-lead"]
        ),
        (
            "Everything above medium goes to the CTO; service owner up to medium",
            ["+Everything above medium goes to the CTO", "+service owner up to medium"],
            ["high,critical: cto", "low,medium: service-owner"]
        ),
        (
            "SRE lead for staging, director of engineering for production",
            ["+SRE lead for staging", "+director of engineering for production"],
            [
                "low,medium,high,critical@staging: sre-lead",
                "low,medium,high,critical@production: director-of-engineering",
            ]
        ),
        (
            "Any two of SRE lead, platform lead, and CISO for high",
            ["+Any two of SRE lead, platform lead, and CISO for high"],
            ["high: 2 people of sre-lead, platform-lead, ciso"]
        ),
        ("Low impact: no approval required", ["+Low impact: no approval required"], ["low: nobody"]),
        ("CTO additionally for high", ["-CTO additionally for high"], []),
        ("3 approvers including CTO for high", ["-3 approvers including CTO for high"], []),
        ("CTO above and below medium", ["-CTO above and below medium"], []),
        ("director above", ["-director above"], []),
        ("Minor: team lead", ["-Minor: team lead"], []),
    ]

    @Test(arguments: approvals) func `approval sentences`(text: String, phrases: [String], rules: [String]) throws {
        let release = try read("approval_matrix", text)
        #expect(outline(release) == phrases)
        let read = release.approvalMatrix.rules.map { rule in
            rule.classes.map(\.rawValue).joined(separator: ",") + rule.environments.map { "@\($0)" }.joined()
                + rule.draftKinds.map { "#\($0.rawValue)" }.joined() + ": " + RequirementOrder.text(rule.requirement)
        }
        #expect(read == rules)
    }

    static let scopes: [(String, [String], String)] = [
        (
            "”Prod deploy, docs, and support comms; 3 squads.”",
            ["+Prod deploy", "+docs", "+support comms", "+3 squads"],
            "dev>staging>preprod>production teams 3 docs,support comms"
        ),
        (
            "Deploy to staging and production", ["+Deploy to staging and production"],
            "dev>staging>preprod>production teams 0 "
        ),
        ("Staging only", ["+Staging only"], "dev>staging teams 0 "),
        (
            "database migration, customer-facing", ["+database migration", "+customer-facing"],
            " teams 0  migration=true customers=true"
        ),
        (
            "no data migration and not customer-facing", ["+no data migration", "+not customer-facing"],
            " teams 0  migration=false customers=false"
        ),
        ("teams: payments, ledger", ["+teams: payments, ledger"], " teams 2 "),
        ("The payments team and the ledger squad", ["+The payments team", "+the ledger squad"], " teams 2 "),
        ("5 microservices", ["-5 microservices"], " teams 0 "),
        ("QA and mobile squads", ["+QA and mobile squads"], " teams 2 "),
        ("no other teams", ["-no other teams"], " teams 0 "),
        (
            "env: staging; docs update; prod deploy of the checkout service",
            ["+staging", "+docs update", "+prod deploy of the checkout service"],
            "dev>staging>preprod>production teams 0 docs update"
        ),
        ("prod deploy of some sort", ["-prod deploy of some sort"], " teams 0 "),
        ("all regions", ["-all regions"], " teams 0 "),
        ("No changes to production", ["-No changes to production"], " teams 0 "),
        (
            "customer-facing data migration of everything", ["-customer-facing data migration of everything"],
            " teams 0 "
        ),
        ("irreversible schema cleanup", ["-irreversible schema cleanup"], " teams 0 "),
        ("non-customer-facing", ["+non-customer-facing"], " teams 0  customers=false"),
        ("not without customer impact", ["-not without customer impact"], " teams 0 "),
    ]

    @Test(arguments: scopes) func `scope sentences`(text: String, phrases: [String], summary: String) throws {
        let release = try read("change_scope", text)
        #expect(outline(release) == phrases)
        let scope = release.scope
        let path = scope.environments.map(\.id.name).joined(separator: ">")
        let traits =
            (scope.hasDataMigration.map { " migration=\($0)" } ?? "")
            + (scope.isCustomerFacing.map { " customers=\($0)" } ?? "")
        #expect("\(path) teams \(scope.teamCount) \(scope.artefacts.joined(separator: ","))\(traits)" == summary)
    }

    static let risks: [(String, [String], RiskTolerance)] = [
        (
            "”No customer-facing rollback after 30 min without director approval.”",
            ["+No customer-facing rollback after 30 min without director approval"],
            RiskTolerance(rollbackConstraints: [
                RollbackConstraint(isCustomerFacingOnly: true, after: .minutes(30), approver: "director")
            ])
        ),
        (
            "No rollback after 2 hours", ["+No rollback after 2 hours"],
            RiskTolerance(rollbackConstraints: [
                RollbackConstraint(isCustomerFacingOnly: false, after: .hours(2), approver: nil)
            ])
        ),
        (
            "Rollback after 1h requires approval by the head of product",
            ["+Rollback after 1h requires approval by the head of product"],
            RiskTolerance(rollbackConstraints: [
                RollbackConstraint(isCustomerFacingOnly: false, after: .hours(1), approver: "head-of-product")
            ])
        ),
        (
            "Rollback after 1h requires approval by the product owner",
            ["+Rollback after 1h requires approval by the product owner"],
            RiskTolerance(rollbackConstraints: [
                RollbackConstraint(isCustomerFacingOnly: false, after: .hours(1), approver: "product-owner")
            ])
        ),
        ("Max medium risk", ["+Max medium risk"], RiskTolerance(maximumClass: .medium)),
        (
            "After 30 min, no customer-facing rollback without director approval.",
            ["+After 30 min, no customer-facing rollback without director approval"],
            RiskTolerance(rollbackConstraints: [
                RollbackConstraint(isCustomerFacingOnly: true, after: .minutes(30), approver: "director")
            ])
        ),
        (
            "No rollback past the 30 minute mark without sign-off from a director",
            ["+No rollback past the 30 minute mark without sign-off from a director"],
            RiskTolerance(rollbackConstraints: [
                RollbackConstraint(isCustomerFacingOnly: false, after: .minutes(30), approver: "director")
            ])
        ),
        ("After 30 min rollback", ["-After 30 min rollback"], RiskTolerance()),
        (
            "Rollback decision within 15 min of the alert", ["+Rollback decision within 15 min of the alert"],
            RiskTolerance(rollbackDecisionDeadline: .minutes(15))
        ),
        (
            "Rollback decision within 15 min of nothing", ["-Rollback decision within 15 min of nothing"],
            RiskTolerance()
        ),
        ("No high-risk changes", ["+No high-risk changes"], RiskTolerance(maximumClass: .medium)),
        ("low risk tolerance", ["-low risk tolerance"], RiskTolerance()),
        ("no low risk", ["-no low risk"], RiskTolerance()),
        (
            "rollback decision within 15 minutes", ["+rollback decision within 15 minutes"],
            RiskTolerance(rollbackDecisionDeadline: .minutes(15))
        ),
        (
            "budget +500 EUR/month", ["+budget +500 EUR/month"],
            RiskTolerance(monthlyCostIncrease: [CostBudget(Money(500, "EUR"))])
        ),
        (
            "budget 500 EUR/month; budget 200 EUR per month in production for high-risk changes",
            ["+budget 500 EUR/month", "+budget 200 EUR per month in production for high-risk changes"],
            RiskTolerance(monthlyCostIncrease: [
                CostBudget(Money(500, "EUR")),
                CostBudget(Money(200, "EUR"), environments: ["production"], fromClass: .high),
            ])
        ),
        (
            "budget 50 EUR/month for dev", ["+budget 50 EUR/month for dev"],
            RiskTolerance(monthlyCostIncrease: [CostBudget(Money(50, "EUR"), environments: ["dev"])])
        ),
        ("budget 50 EUR/month for all but dev", ["-budget 50 EUR/month for all but dev"], RiskTolerance()),
        ("budget 500 EUR per year", ["-budget 500 EUR per year"], RiskTolerance()),
        (
            "no downtime over 5 minutes", ["+no downtime over 5 minutes"],
            RiskTolerance(statements: ["no downtime over 5 minutes"])
        ),
        (
            "Max high risk, be careful; rollback decision within 10 min.",
            ["+Max high risk", "-be careful", "+rollback decision within 10 min"],
            RiskTolerance(maximumClass: .high, rollbackDecisionDeadline: .minutes(10))
        ),
        (
            "Rollback after 30 min without director approval", ["-Rollback after 30 min without director approval"],
            RiskTolerance()
        ),
        (
            "No need for approval of a rollback after 2 hours", ["-No need for approval of a rollback after 2 hours"],
            RiskTolerance()
        ),
        (
            "Director approval is required for rollback after 30 min",
            ["+Director approval is required for rollback after 30 min"],
            RiskTolerance(rollbackConstraints: [
                RollbackConstraint(isCustomerFacingOnly: false, after: .minutes(30), approver: "director")
            ])
        ),
        (
            "no rollback decision within 15 minutes", ["-no rollback decision within 15 minutes"], RiskTolerance()
        ),
    ]

    @Test(arguments: risks) func `risk sentences`(text: String, phrases: [String], tolerance: RiskTolerance) throws {
        let release = try read("risk_tolerance", text)
        #expect(outline(release) == phrases)
        #expect(release.riskTolerance == tolerance)
    }

    static let rollbacks: [(String, [String], RollbackPlan)] = [
        (
            "restore the snapshot taken before the change by the DBA within 20 minutes",
            ["+restore the snapshot taken before the change by the DBA within 20 minutes"],
            RollbackPlan(steps: [
                RollbackStep(
                    action: "restore the snapshot taken before the change", kind: .data, owner: "dba",
                    duration: .minutes(20))
            ])
        ),
        (
            "feature flag off by the on-call engineer", ["+feature flag off by the on-call engineer"],
            RollbackPlan(steps: [
                RollbackStep(action: "feature flag off", kind: .configuration, owner: "on-call-engineer")
            ])
        ),
        (
            "config reversion owned by platform lead", ["+config reversion owned by platform lead"],
            RollbackPlan(steps: [
                RollbackStep(action: "config reversion", kind: .configuration, owner: "platform-lead")
            ])
        ),
        (
            "rehearsed on 2026-10-01", ["+rehearsed on 2026-10-01"],
            RollbackPlan(lastRehearsed: CivilDate(year: 2026, month: 10, day: 1))
        ),
        ("never rehearsed", ["-never rehearsed"], RollbackPlan()),
        (
            "2h rollback window; decided by the SRE lead; verified by smoke tests",
            ["+2h rollback window", "+decided by the SRE lead", "+verified by smoke tests"],
            RollbackPlan(decisionOwner: "sre-lead", window: .hours(2), verification: ["smoke tests"])
        ),
        (
            "Sent e-mails cannot be undone.", ["+Sent e-mails cannot be undone"],
            RollbackPlan(limitations: ["Sent e-mails"])
        ),
        ("hope for the best", ["-hope for the best"], RollbackPlan()),
        (
            "Helm rollback, owned by the platform team; rollback owner: SRE lead; window: 2 hours",
            ["+Helm rollback", "+owned by the platform team", "+rollback owner: SRE lead", "+window: 2 hours"],
            RollbackPlan(
                steps: [RollbackStep(action: "Helm rollback", kind: .deployment, owner: "platform-team")],
                decisionOwner: "sre-lead", window: .hours(2))
        ),
        (
            "1. Disable the flag 2. Redeploy v1.4.1\n- notify support",
            ["+Disable the flag", "+Redeploy v1.4.1", "+notify support"],
            RollbackPlan(steps: [
                RollbackStep(action: "Disable the flag", kind: .configuration),
                RollbackStep(action: "Redeploy v1.4.1", kind: .deployment),
                RollbackStep(action: "notify support", kind: .communication),
            ])
        ),
        ("SRE lead owns the rollback", ["+SRE lead owns the rollback"], RollbackPlan(decisionOwner: "sre-lead")),
        ("SRE lead owns the database", ["-SRE lead owns the database"], RollbackPlan()),
        ("no rollback possible", ["-no rollback possible"], RollbackPlan()),
        (
            "Blue-green switch back by the SRE on call within 10 min",
            ["+Blue-green switch back by the SRE on call within 10 min"],
            RollbackPlan(steps: [
                RollbackStep(
                    action: "Blue-green switch back", kind: .deployment, owner: "sre-on-call", duration: .minutes(10))
            ])
        ),
    ]

    @Test(arguments: rollbacks) func `rollback sentences`(text: String, phrases: [String], plan: RollbackPlan) throws {
        let release = try read("rollback_plan", text)
        #expect(outline(release) == phrases)
        #expect(release.rollbackPlan == plan)
    }

    @Test func `channels are known by their everyday names`() throws {
        let release = try read(
            "evidence_channels", "The Jira board, GitHub Actions and CI/CD; Terraform plans, carrier pigeons.")
        #expect(release.channels.map(\.id) == ["jira", "ci", "terraform"])
        #expect(
            outline(release) == [
                "+The Jira board", "+GitHub Actions", "+CI/CD", "+Terraform plans", "-carrier pigeons",
            ])
    }

    @Test func `sentences are not cut inside numbers and abbreviations`() {
        #expect(
            PhraseSplitter.sentences("Wait 30 min. before v2.4.0; e.g. never. Done") == [
                "Wait 30 min. before v2.4.0", "e.g. never", "Done",
            ])
        #expect(PhraseSplitter.parts("a (b, c), 1,200 d") == ["a (b, c)", "1,200 d"])
    }

    /// Words of the grammars in any order: each text is read or refused, and none stops the program.
    @Test func `any order of known words is survived`() {
        let words = [
            "no", "rollback", "customer-facing", "after", "30", "min", "30 min,", "without", "director", "approval",
            "the",
            "mark", "within", "decision", "budget", "500", "EUR", "per", "month", "in", "production", "for", "high",
            "low",
            "risk", "and", "or", "above", "below", "up", "to", "SME", "(low)", "=>", "-", ":", "high:", "any", "two",
            "of",
            "CTO,", "approved", "by", "goes", "squads", "teams", "3", "dev", "deploy", "module", "owner", "owner:",
            "owns",
            "window", "restore", "snapshot", "verified", "rehearsed", "2026-10-01", "1.", "2.", ";", "Jira", "#x",
            "project",
            "confidence", "80%", "depends", "on", "\"", ")", "(", "2h", "max",
        ]
        var state: UInt64 = 42
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(truncatingIfNeeded: (state >> 33) % UInt64(limit))
        }
        for _ in 0..<500 {
            let text = (0...next(9)).map { _ in words[next(words.count)] }.joined(separator: " ")
            var (initiative, scope, evidence) = (InitiativeSentences(), ScopeSentences(), EvidenceSentences())
            var (risk, approval, rollback) = (RiskSentences(), ApprovalSentences(), RollbackSentences())
            let readings = [
                initiative.read(text), scope.read(text), evidence.read(text), risk.read(text), approval.read(text),
                rollback.read(text),
            ]
            let isEmpty = !text.split { !$0.isLetter }.contains { $0 != "and" }
            #expect(readings.dropFirst().allSatisfy { isEmpty || !$0.isEmpty }, "\(text)")
        }
    }

    /// The reading of a text names every word of it: nothing is dropped.
    @Test(arguments: ["a b; c, d and e. f", "x.y z!? w", "\u{201E}a\u{201D}, b"]) func `no word is lost`(text: String)
        throws
    {
        for input in InputReader.names {
            let release = try read(input, text)
            let shown = release.phrases.map(\.text).joined(separator: " ")
            let words = text.split { !$0.isLetter }.filter { $0 != "and" }
            #expect(words.allSatisfy { shown.contains($0) }, "\(input): \(shown)")
        }
    }
}
