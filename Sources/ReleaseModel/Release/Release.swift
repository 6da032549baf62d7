/// Everything a release file says: the six inputs of the mission and what stands beside them.
package struct Release: Hashable, Sendable {
    /// The file it was read from, as the user named it.
    package var file: String
    /// What is released: name, version, revision. Nil where the file does not say, which is a gap.
    package var subject: Subject?
    package var initiative: Initiative
    package var scope: ChangeScope
    package var channels: [EvidenceChannel]
    package var riskTolerance: RiskTolerance
    package var approvalMatrix: ApprovalMatrix
    package var rollbackPlan: RollbackPlan
    /// Named model families for a second reading of the plan by people; the program itself never calls a model.
    package var preferredLLM: [String]
    package var timeline: TimelineInput
    package var writebacks: [WritebackTarget]
    /// Exceptions that the file itself carries, beside those in the ledger.
    package var waivers: [Waiver]
    /// Approvals that the file itself carries, beside those in the ledger.
    package var approvals: [ApprovalRecord]
    /// Overrides that the file itself carries, beside those in the ledger.
    package var overrides: [EmergencyOverride]
    /// Delegations of approval that the file itself carries.
    package var delegations: [Delegation]
    /// Every phrase of the inputs that came as plain sentences, and what was understood.
    package var phrases: [Phrase]
    /// Where the top-level inputs stand in the file, by name.
    package var locations: [String: SourceLocation]
    /// The signatures of approvals in the file, not verified yet.
    package var approvalSignatures: [StatedSignature] = []
    /// The requests for approvals that the file states.
    package var approvalRequests: [StatedRequest] = []
    /// The path of the policy overlay as the file names it; its place is `locations["policy"]`.
    package var policyPath: String?
    /// Files of service level objectives whose criteria are asked beside the policy's.
    package var objectives: [ObjectivesSource]
    /// The team's names for criticality, in the order of the file.
    package var criticalityBands: [CriticalityBand]
    /// The keys that signed evidence is verified with.
    package var attestationTrust: AttestationTrust

    /// The name of the release file without its folder: what answers and records hold, so that the same release judged
    /// from another folder gives the same bytes.
    package var fileName: String { file.split(separator: "/").last.map(String.init) ?? file }

    package init(
        file: String, subject: Subject? = nil, initiative: Initiative = Initiative(),
        scope: ChangeScope = ChangeScope(),
        channels: [EvidenceChannel] = [], riskTolerance: RiskTolerance = RiskTolerance(),
        approvalMatrix: ApprovalMatrix = ApprovalMatrix(), rollbackPlan: RollbackPlan = RollbackPlan(),
        preferredLLM: [String] = [], timeline: TimelineInput = TimelineInput(), writebacks: [WritebackTarget] = [],
        waivers: [Waiver] = [], approvals: [ApprovalRecord] = [], overrides: [EmergencyOverride] = [],
        delegations: [Delegation] = [], phrases: [Phrase] = [], locations: [String: SourceLocation] = [:],
        policyPath: String? = nil, objectives: [ObjectivesSource] = [], criticalityBands: [CriticalityBand] = [],
        attestationTrust: AttestationTrust = AttestationTrust()
    ) {
        self.file = file
        self.subject = subject
        self.initiative = initiative
        self.scope = scope
        self.channels = channels
        self.riskTolerance = riskTolerance
        self.approvalMatrix = approvalMatrix
        self.rollbackPlan = rollbackPlan
        self.preferredLLM = preferredLLM
        self.timeline = timeline
        self.writebacks = writebacks
        self.waivers = waivers
        self.approvals = approvals
        self.overrides = overrides
        self.delegations = delegations
        self.phrases = phrases
        self.locations = locations
        self.policyPath = policyPath
        self.objectives = objectives
        self.criticalityBands = criticalityBands
        self.attestationTrust = attestationTrust
    }
}

/// What is released.
package struct Subject: Hashable, Sendable {
    /// The product or service.
    package var name: String
    /// The version people speak of, such as `2.4.0`.
    package var version: String?
    /// A commit SHA (7 to 64 hex digits) or a `sha256:` digest: what evidence must be about.
    package var revision: String?
    /// The commits that it adds, such as `v2.3.0..HEAD`: whoever made them is an author of the change.
    package var range: String?

    package init(name: String, version: String? = nil, revision: String? = nil, range: String? = nil) {
        self.name = name
        self.version = version
        self.revision = revision
        self.range = range
    }

    /// Reports whether `other` names this revision: equal, or one a prefix of at least seven digits of the other.
    package func matches(revision other: String) -> Bool {
        guard let revision else { return false }
        let own = revision.lowercased()
        let theirs = other.lowercased()
        if own == theirs { return true }
        let shorter = own.count < theirs.count ? own : theirs
        let longer = own.count < theirs.count ? theirs : own
        return shorter.count >= 7 && longer.hasPrefix(shorter)
    }
}

/// The programme that the change serves.
package struct Initiative: Hashable, Sendable {
    /// The identifier that keys drafts; it stays when the text changes.
    package var id: String
    package var name: String
    package var objective: String?
    package var products: [String]
    package var stakeholders: [Stakeholder]
    /// Who asks for the release; cannot approve it.
    package var requester: PersonID?
    /// Who wrote the change (authors and co-authors); cannot approve it.
    package var authors: [PersonID]
    /// Whether this is an emergency change.
    package var isEmergency: Bool
    /// The class the team declares. It may raise the class, never lower it.
    package var declaredClass: RiskClass?
    /// The business criticality band, such as `high`.
    package var criticality: String?

    package init(
        id: String = "", name: String = "", objective: String? = nil, products: [String] = [],
        stakeholders: [Stakeholder] = [], requester: PersonID? = nil, authors: [PersonID] = [],
        isEmergency: Bool = false, declaredClass: RiskClass? = nil, criticality: String? = nil
    ) {
        self.id = id
        self.name = name
        self.objective = objective
        self.products = products
        self.stakeholders = stakeholders
        self.requester = requester
        self.authors = authors
        self.isEmergency = isEmergency
        self.declaredClass = declaredClass
        self.criticality = criticality
    }
}

/// A group that the change touches, and how.
package struct Stakeholder: Hashable, Sendable {
    package var name: String
    /// What changes for them, in words; nil where the file does not say, which is a gap.
    package var impact: String?

    package init(name: String, impact: String? = nil) {
        self.name = name
        self.impact = impact
    }
}
