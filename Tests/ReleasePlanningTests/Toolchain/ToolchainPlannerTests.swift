import ReleaseModel
import ReleasePlanning
import Testing

@Suite struct ToolchainPlannerTests {
    private func layout(_ change: (inout ReviewFixture) -> Void = { _ in }) -> ToolchainLayout {
        var fixture = ReviewFixture()
        change(&fixture)
        return ToolchainPlanner.layout(for: fixture.review)
    }

    private func connector(_ id: ConnectorID, in layout: ToolchainLayout) throws -> ToolchainLayout.ConnectorPlan {
        try #require(layout.connectors.first { $0.connector.id == id })
    }

    @Test func hasTheFiveLayersInOrder() {
        let layers = layout().layers
        #expect(layers.map(\.layer) == [.intake, .validation, .draftUpdate, .approval, .writeback])
        #expect(layers.allSatisfy { !$0.purpose.isEmpty && !$0.handOff.isEmpty })
    }

    @Test func readsEveryChannelAndWritesOnlyToTargets() {
        let layers = layout().layers
        let channels: [ConnectorID] = ["ci", "confluence", "jira", "notion", "slack", "tests"]
        #expect(layers[0].connectors == channels)
        #expect(layers[1].connectors == channels)
        #expect(layers[2].connectors == ["jira", "notion", "slack"])
        #expect(layers[4].connectors == ["jira", "notion", "slack"])
        #expect(layers[0].handOff.contains("Jira, Notion and Slack are read here and written to only in the draft"))
    }

    @Test func aSystemInBothLanesSaysSoForEach() throws {
        let jira = try connector("jira", in: layout())
        #expect(jira.layers == [.intake, .validation, .draftUpdate, .writeback])
        #expect(jira.connector.access == .writeCapable)
        #expect(jira.connector.leastPermission.hasPrefix("read lane: read:jira-work"))
        #expect(jira.connector.leastPermission.contains("; write lane: Browse, Create and Edit issues"))
        #expect(jira.handOff.hasPrefix("read: the release manager exports the complete result"))
        #expect(jira.handOff.contains("; write: the release manager has the ticket draft approved"))
        #expect(jira.connector.whenDown.hasPrefix("read lane: the last export counts for 7 d"))
    }

    @Test func aWritableSystemThatIsOnlyReadIsReadOnlyHere() throws {
        let confluence = try connector("confluence", in: layout())
        #expect(confluence.connector.access == .readOnly)
        #expect(confluence.connector.tier == nil)
        #expect(confluence.connector.draftKinds.isEmpty)
        #expect(confluence.connector.leastPermission == "read:page:confluence on one space")
        #expect(confluence.connector.accessReason.hasPrefix("read-only in this release"))
        #expect(confluence.layers == [.intake, .validation])
    }

    @Test func theDeclaredOwnerPassesItsReport() throws {
        let tests = try connector("tests", in: layout())
        #expect(tests.owner == "qa-lead")
        #expect(
            tests.handOff
                == "read: the QA lead passes the test report to the release manager, who lists it under "
                + "evidence_channels")
    }

    @Test func theOwnerOfTheCriterionOwnsAChannelWithoutOwner() throws {
        let layout = layout { fixture in
            fixture.criteria = [
                Criterion(
                    id: "ci-passed", question: "", rationale: "", remedy: "", owner: "platform-lead",
                    rule: .threshold(ThresholdRule(fact: "ci.failed", pass: [])))
            ]
        }
        #expect(try connector("ci", in: layout).owner == "platform-lead")
    }

    @Test func anUnknownChannelIsReadOnly() throws {
        let layout = layout { $0.channels.append(ReviewFixture.channel("carrier-pigeon", "Carrier pigeon")) }
        let plan = try connector("carrier-pigeon", in: layout)
        #expect(plan.connector.access == .readOnly)
        #expect(plan.connector.title == "Carrier pigeon")
        #expect(plan.layers == [.intake, .validation])
    }

    @Test func documentsThatDoNotCountGoBackToTheirOwner() {
        let layout = layout { fixture in
            fixture.evidence = [
                ReviewFixture.item(
                    "junit.xml", "tests", "tests.failed", .count(0),
                    standing: .stale(age: .days(9), limit: .days(7)))
            ]
        }
        #expect(layout.layers[1].handOff.hasPrefix("the release manager passes back JUnit to the QA lead (STALE)"))
    }

    @Test func approvalsSeenInASystemAreClaims() {
        let layout = layout { fixture in
            var item = ReviewFixture.item("thread.json", "slack", "messages.total", .count(1))
            item.claims = [ApprovalClaim(identity: "U1", statement: "reacted", at: nil)]
            fixture.evidence = [item]
            fixture.decisions["production"] = .wait
        }
        #expect(layout.layers[3].connectors == ["slack"])
        #expect(
            layout.layers[3].handOff
                == "the release manager asks the SRE lead for a vote on the digest, with a reason; after 4 h it passes to "
                + "the director; after 1 d without an answer it is rejected; approvals seen in Slack are claims to "
                + "look at and never votes")
    }

    @Test func withoutChannelsTheGapIsNamed() {
        let layout = layout { $0.channels = [] }
        #expect(layout.layers[0].connectors.isEmpty)
        #expect(layout.layers[0].handOff.hasPrefix("no evidence channel is declared"))
        #expect(layout.connectors.map(\.connector.id) == ["markdown"])
    }

    @Test func targetsAreDerivedOnePerKind() {
        let targets = WritebackTargets.derive(from: ReviewFixture().review.release)
        #expect(targets.map(\.kind) == [.ticket, .docsPage, .comms])
        #expect(targets.map(\.connector) == ["jira", "notion", "slack"])
        #expect(targets.allSatisfy { $0.container == DraftPlace.unnamed })
    }

    @Test func whatNobodyNamedIsMissingAndSaidInWords() throws {
        let gaps = WritebackTargets.gaps(of: ReviewFixture().review)
        #expect(gaps.map(\.id) == ["writeback:ticket", "writeback:docs_page", "writeback:comms"])
        #expect(gaps.allSatisfy { $0.kind == .writeback && !$0.isBlocking })
        let comms = try #require(gaps.last)
        #expect(comms.summary == "no channel in Slack is named for the comms drafts")
        #expect(comms.action == "name it under writebacks, as {kind: comms, connector: slack, container: …}")
        #expect(DraftPlace.words("Slack", "slack", DraftPlace.unnamed) == "Slack (no channel named yet)")
        #expect(DraftPlace.short("rt", DraftPlace.unnamed) == "rt, no queue named yet")
        #expect(DraftPlace.short("slack", "#releases") == "slack #releases")
        var fixture = ReviewFixture()
        fixture.writebacks = [WritebackTarget(kind: .comms, connector: "teams", container: "releases")]
        #expect(!WritebackTargets.gaps(of: fixture.review).map(\.id).contains("writeback:comms"))
    }

    @Test func declaredTargetsWinPerKindAndFilesFillTheRest() {
        var fixture = ReviewFixture()
        fixture.channels = [ReviewFixture.channel("ci", "CI status")]
        fixture.writebacks = [
            WritebackTarget(kind: .comms, connector: "teams", container: "releases"),
            WritebackTarget(kind: .comms, connector: "email", container: "support"),
        ]
        let targets = WritebackTargets.derive(from: fixture.review.release)
        #expect(targets.map(\.connector) == ["markdown", "markdown", "teams", "email"])
        #expect(targets.map(\.container) == ["drafts", "drafts", "releases", "support"])
    }

    @Test(arguments: ConnectorCatalog.all) func everyConnectorHasAReadPermissionAndReasons(connector: Connector) {
        #expect(!ConnectorCatalog.readPermission(of: connector.id).isEmpty)
        #expect(!connector.accessReason.isEmpty && !connector.leastPermission.isEmpty && !connector.whenDown.isEmpty)
        if connector.access == .writeCapable {
            #expect(connector.tier != nil && !connector.draftKinds.isEmpty)
            #expect(ConnectorCatalog.readPermission(of: connector.id) != "read the exported documents")
        }
    }

    @Test func titlesAreSpokenAsPeopleSayThem() {
        let roles = RoleDirectory(ReviewFixture().review)
        #expect(roles.title(of: "sre-lead") == "SRE lead")
        #expect(roles.title(of: "qa-lead") == "QA lead")
        #expect(roles.title(of: "release-manager") == "release manager")
        #expect(roles.title(of: "CTO") == "CTO")
        #expect(RoleDirectory.list(["a", "b", "c"]) == "a, b and c")
        #expect(RoleDirectory.list([]) == "")
    }
}
