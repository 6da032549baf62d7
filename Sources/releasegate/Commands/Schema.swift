import ArgumentParser
import ReleaseManifest
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// The JSON Schemas of what is read and printed.
struct Schema: ParsableCommand {
    /// The documents that have a schema.
    enum Document: String, CaseIterable, ExpressibleByArgument {
        case release, policy, report, gate, evidence, drafts, audit, explanation
        case approvals, vote, delegation, waivers, overrides, escalations, outcome
        case calendarCheck = "calendar-check"
        case calendarOpening = "calendar-opening"
        case calendarOccurrences = "calendar-occurrences"
        case draftStandings = "draft-standings"
        case draftPlacement = "draft-placement"
        case draftCheck = "draft-check"
    }

    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of the release file, or of another document.")

    @Argument(help: "The document.")
    var document: Document = .release

    func run() throws {
        try reporting {
            let schema =
                switch document {
                case .release: ReleaseSchema.document()
                case .policy: ReleaseSchema.policyDocument()
                case .report: JSONReport.schema()
                case .gate: JSONReport.gateSchema()
                case .evidence: EvidenceListing.schema()
                case .drafts: DraftListing.schema()
                case .audit: AuditListing.schema()
                case .explanation: ExplanationPage.schema()
                case .approvals: ApprovalListing.schema()
                case .vote: ApprovalListing.voteSchema()
                case .delegation: DelegationListing.schema()
                case .waivers: WaiverListing.schema()
                case .overrides: OverrideListing.schema()
                case .escalations: EscalationListing.schema()
                case .outcome: OutcomeListing.schema()
                case .calendarCheck: CalendarListing.checkSchema()
                case .calendarOpening: CalendarListing.openingSchema()
                case .calendarOccurrences: CalendarListing.occurrencesSchema()
                case .draftStandings: DraftStandingListing.schema()
                case .draftPlacement: DraftPlacementListing.schema()
                case .draftCheck: DraftCheckListing.schema()
                }
            try Console.print(schema.serialized())
        }
    }
}
