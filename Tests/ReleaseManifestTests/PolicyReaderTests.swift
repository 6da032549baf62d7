import ReleaseModel
import Testing

@testable import ReleaseManifest

@Suite struct PolicyReaderTests {
    private func base() throws -> Policy { try #require(PolicyReader.defaultPolicy().policy) }

    private func overlay(_ text: String) throws -> PolicyReading {
        PolicyReader.read(Array(text.utf8), named: "policy.yaml", over: try base())
    }

    @Test func `the default policy reads without a word`() throws {
        let reading = PolicyReader.defaultPolicy()
        #expect(reading.diagnostics.map(\.description) == [])
        let policy = try #require(reading.policy)
        #expect(policy.playbooks.map(\.riskClass) == RiskClass.allCases)
        #expect(policy.loosenings == [])
    }

    @Test func `the default policy asks something required of every gate`() throws {
        let policy = try base()
        for kind in Environment.Kind.allCases {
            for riskClass in RiskClass.allCases {
                let asked = policy.criteria.filter {
                    $0.isRequired && $0.kinds.contains(kind) && $0.classes.contains(riskClass)
                        && $0.onlyWithChannels.isEmpty
                }
                #expect(asked.count >= 3, "\(kind) \(riskClass)")
            }
        }
    }

    @Test func `stricter classes are stricter in everything`() throws {
        let books = try base().playbooks
        for (lower, higher) in zip(books, books.dropFirst()) {
            #expect(higher.waiverMaximum < lower.waiverMaximum)
            #expect(higher.approvalValidity < lower.approvalValidity)
            #expect(higher.rehearsalMaximumDays < lower.rehearsalMaximumDays)
            #expect(higher.rollbackDecisionDeadline < lower.rollbackDecisionDeadline)
            #expect(higher.overrideMaximum < lower.overrideMaximum)
            #expect(higher.identityStrength >= lower.identityStrength)
            #expect(lower.approvalKinds.allSatisfy(higher.approvalKinds.contains))
            #expect(lower.soakTimes.allSatisfy { higher.soakTimes[$0.key] ?? .days(0) >= $0.value })
            #expect(RequirementOrder.implies(try #require(higher.approvalRequirement), lower.approvalRequirement))
        }
        for (channel, limits) in try base().evidenceLifetimes {
            for (lower, higher) in zip(RiskClass.allCases, RiskClass.allCases.dropFirst()) {
                #expect(try #require(limits[higher]) <= #require(limits[lower]), "\(channel)")
            }
        }
    }

    static let structural: [CriterionID] = [
        "subject-identified", "inputs-understood", "scope-complete", "owners-assigned", "dependencies-ready",
        "rollback-plan-complete", "rollback-covers-environment", "rollback-rehearsed", "approvals-satisfiable",
        "channels-covered", "risk-within-tolerance", "evidence-consistent", "overrides-reviewed",
    ]

    @Test func `the structural criteria are those that the program answers`() throws {
        let structural = try base().criteria.filter { $0.rule == .structural }.map(\.id)
        #expect(structural == PolicyReaderTests.structural)
    }

    static let loosenings: [(String, String)] = [
        ("criteria: {tests-passed: {required: false}}", "\"tests-passed\" (from required to advisory)"),
        ("criteria: {tests-passed: {key: false}}", "\"tests-passed\" (from key to not key)"),
        ("criteria: {tests-passed: {pass: [\"<=2\"]}}", "the pass limit of \"tests-passed\" (from ==0 to <=2)"),
        ("criteria: {tests-passed: {warning: [\"<=2\"]}}", "the warning limit of \"tests-passed\" (from none to <=2)"),
        ("criteria: {tests-passed: {weight: 1}}", "the weight of \"tests-passed\" (from 3 to 1)"),
        ("criteria: {tests-passed: {environments: [prod]}}", "the environments of \"tests-passed\" (from all to prod)"),
        (
            "criteria: {tests-passed: {classes: [high]}}",
            "the risk classes of \"tests-passed\" (from low, medium, high, critical to high)"
        ),
        (
            "criteria: {tests-passed: {only_with_channels: tests}}",
            "only_with_channels of \"tests-passed\" (from always asked to tests)"
        ),
        ("playbooks: {high: {waiver_maximum: 8d}}", "waiver_maximum for high (from 7 d to 8 d)"),
        ("playbooks: {high: {waive_unknown: true}}", "waive_unknown for high (from false to true)"),
        ("playbooks: {high: {soak: {staging: 1h}}}", "the soak time in staging for high (from 1 d to 1 h)"),
        (
            "playbooks: {critical: {identity: unverified}}",
            "the identity strength for critical (from web_sign_in to unverified)"
        ),
        (
            "playbooks: {high: {approval: {any_of: [service-owner, director]}}}",
            "the approval for high (from service-owner and sre-lead and director to service-owner or director)"
        ),
        ("evidence_ttl: {ci: {low: 8d}}", "the time-to-live of ci for low (from 7 d to 8 d)"),
        ("evidence_ttl: {email: {critical: 2d}}", "the time-to-live of email for critical (from 1 d to 2 d)"),
        ("limits: {pass_score: 80}", "the pass score (from 90 to 80)"),
        ("limits: {clock_skew: 1h}", "the clock skew (from 5 min to 1 h)"),
        ("risk_limits: {teams_for_high: 9}", "teams_for_high (from 5 to 9)"),
        ("control: {confidence_floor: 50%}", "the confidence floor (from 0.8 to 0.5)"),
    ]

    @Test(arguments: loosenings) func `a loosening needs its reason`(text: String, what: String) throws {
        let refused = try overlay(text)
        #expect(refused.policy == nil)
        #expect(
            refused.diagnostics.map(\.message.text) == [
                "\(what) is loosened; an overlay loosens only with a \"reason\" on the item"
            ])
        // The reason goes to the innermost mapping that may hold one.
        let depth = text.contains("limits: ") || text.hasPrefix("control") ? 1 : 2
        let open = text.indices.filter { text[$0] == "{" }[depth - 1]
        let reasoned = text[...open] + "reason: agreed by the board, " + text[text.index(after: open)...]
        let accepted = try overlay(String(reasoned))
        #expect(accepted.diagnostics == [])
        #expect(accepted.policy?.loosenings.map(\.what) == [what])
        #expect(accepted.policy?.loosenings.map(\.reason) == ["agreed by the board"])
    }

    static let tightenings = [
        "criteria: {identity-unchanged: {required: true, key: true, weight: 3}}",
        "criteria: {highs-few: {warning: [\"<=1\"]}}",
        "criteria: {docs-current: {pass: [[\"<=7d\"]]}}",
        "criteria: {docs-current: {pass: [{criteria: [\"<=7d\"]}]}}",
        "criteria: {docs-current: {only_with_channels: [], kinds: [development, staging, preproduction, production]}}",
        "criteria: {tests-passed: {ttl: {low: 1d}}}",
        "criteria: {cost-within-budget: {pass: [\"<=budget\", \"<=500 EUR\"]}}",
        "playbooks: {low: {waiver_maximum: 1d, identity: ssh_signature, approval: {all_of: [service-owner, director]}}}",
        "evidence_ttl: {ci: {low: 1d}, email: {low: 1d}}",
        "limits: {pass_score: 95, warning_score: 80, clock_skew: 1 min}",
        "control: {signals: {queue: {title: Queue, source: the queue's page, green: short, yellow: longer, red: long, window: 5 min, owner: sre-lead}}}",
        "criteria: {runbook-read: {question: Read?, rationale: a, remedy: b, owner: sre-lead, fact: signoff.runbook-read, pass: [\"==true\"]}}",
    ]

    @Test(arguments: tightenings) func `tightening is free`(text: String) throws {
        let reading = try overlay(text)
        #expect(reading.diagnostics == [])
        #expect(reading.policy?.loosenings == [])
        #expect(reading.policy != (try base()))
    }

    @Test func `setting a criterion aside is a loosening with its reason`() throws {
        let reading = try overlay("criteria: {docs-current: {not_applicable: there are no docs}}")
        #expect(reading.diagnostics == [])
        #expect(reading.policy?.loosenings.map(\.reason) == ["there are no docs"])
        #expect(reading.policy?.criteria.first { $0.id == "docs-current" }?.notApplicableReason == "there are no docs")
    }

    static let errors: [(String, String)] = [
        ("criteria: {tests-pased: {required: true}}", "did you mean \"tests-passed\"?"),
        (
            "criteria: {x: {question: a, rationale: b, remedy: c, owner: d, fact: tests.faild, pass: [\"==0\"]}}",
            "did you mean \"tests.failed\"?"
        ),
        ("criteria: {x: {question: a, rationale: b, remedy: c, owner: d, fact: tests.failed}}", "could never be met"),
        ("criteria: {tests-passed: {pass: [\"<=5ms\"]}}", "has the unit"),
        ("criteria: {tests-passed: {pass: [[]]}}", "would always hold"),
        ("criteria: {tests-passed: {fact: tests.errors}}", "needs another name"),
        ("criteria: {tests-passed: {baseline: {count: 3}}}", "no relative condition"),
        ("criteria: {load-latency-kept: {baseline: {aggregate: median}}}", "accepted: avg, p50, p90, p95"),
        ("criteria: {subject-identified: {pass: [\"==0\"]}}", "is answered by the program"),
        ("criterai: {}", "did you mean \"criteria\"?"),
        ("evidence_ttl: {terrafrom: {low: 1d}}", "did you mean \"terraform\"?"),
        ("limits: {warning_score: 99}", "over the pass score"),
    ]

    @Test(arguments: errors) func `wrong policies say what is wrong`(text: String, expected: String) throws {
        let reading = try overlay(text)
        #expect(reading.policy == nil)
        #expect(reading.diagnostics.contains { $0.message.text.contains(expected) }, "\(reading.diagnostics)")
    }
}
