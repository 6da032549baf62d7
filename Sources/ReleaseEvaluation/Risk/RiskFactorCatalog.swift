package import ReleaseModel

/// Every reason for which the risk class can rise, for `explain` and the docs.
package enum RiskFactorCatalog {
    /// A factor's stable name and what it means.
    package struct Entry: Hashable, Sendable {
        /// Kebab case.
        package let id: String
        /// The engine that looks at it.
        package let engine: RiskAssessment.Engine
        /// A few words, such as "Blast radius".
        package let title: String
        /// One or two sentences: what is looked at, and which class follows.
        package let documentation: String
    }

    /// In engine order.
    package static let all: [Entry] = ID.allCases.map {
        Entry(id: $0.rawValue, engine: $0.engine, title: $0.title, documentation: $0.documentation)
    }

    enum ID: String, CaseIterable, Sendable {
        case declaredClass = "declared-class"
        case criticalityBand = "criticality-band"
        case emergencyChange = "emergency-change"
        case customerFacingProduction = "customer-facing-production"
        case dataMigration = "data-migration"
        case irreversibleStep = "irreversible-step"
        case regulatedData = "regulated-data"
        case irreversibleDataChange = "irreversible-data-change"
        case teamCount = "team-count"
        case moduleCount = "module-count"
        case statefulDestruction = "stateful-destruction"
        case resourceDestruction = "resource-destruction"
        case identityChange = "identity-change"
        case networkChange = "network-change"
        case blastRadius = "blast-radius"
        case driftFound = "drift-found"
        case planUncertain = "plan-uncertain"
        case infrastructureUnreadable = "infrastructure-unreadable"
        case earlierReleases = "earlier-releases"
        case earlierIncidents = "earlier-incidents"
        case earlierRollbacks = "earlier-rollbacks"
        case earlierIssues = "earlier-issues"
        case outsideWorkingDays = "outside-working-days"
        case endOfDay = "end-of-day"
        case nearFreeze = "near-freeze"
        case overlappingRelease = "overlapping-release"
        case scopeUnknown = "scope-unknown"
        case infrastructureUnknown = "infrastructure-unknown"
        case historyUnknown = "history-unknown"
        case scheduleUnknown = "schedule-unknown"

        var engine: RiskAssessment.Engine {
            switch self {
            case .declaredClass, .criticalityBand, .emergencyChange: .declared
            case .customerFacingProduction, .dataMigration, .irreversibleStep, .regulatedData,
                .irreversibleDataChange, .teamCount, .moduleCount:
                .scope
            case .statefulDestruction, .resourceDestruction, .identityChange, .networkChange, .blastRadius,
                .driftFound, .planUncertain, .infrastructureUnreadable:
                .infrastructure
            case .earlierReleases, .earlierIncidents, .earlierRollbacks, .earlierIssues: .history
            case .outsideWorkingDays, .endOfDay, .nearFreeze, .overlappingRelease: .schedule
            case .scopeUnknown, .infrastructureUnknown, .historyUnknown, .scheduleUnknown: .missingData
            }
        }

        var title: String { text.title }
        var documentation: String { text.documentation }

        private var text: (title: String, documentation: String) {
            switch self {
            case .declaredClass:
                ("Declared class", "The team declares a class. It may raise the class, never lower it.")
            case .criticalityBand:
                ("Criticality band", "The initiative's criticality is the name or title of a band: at least that band.")
            case .emergencyChange:
                ("Emergency change", "An emergency has had less review than usual: at least high.")
            case .customerFacingProduction:
                ("Customer-facing production", "A change that customers see in production: at least medium.")
            case .dataMigration:
                ("Data migration", "Data is migrated, which a rollback of the deployment does not undo: at least high.")
            case .irreversibleStep:
                ("Irreversible step", "A step cannot be undone: at least high.")
            case .regulatedData:
                ("Regulated data", "The change touches regulated data: at least high.")
            case .irreversibleDataChange:
                (
                    "Irreversible change of data",
                    "An irreversible step together with a data migration or regulated data: critical."
                )
            case .teamCount:
                ("Number of teams", "More teams mean more hand-offs: medium and high from the policy's limits.")
            case .moduleCount:
                ("Number of modules", "More modules fail in more ways: medium from the policy's limit.")
            case .statefulDestruction:
                ("Stateful resources destroyed", "A plan deletes or replaces stateful or data resources: high.")
            case .resourceDestruction:
                ("Resources destroyed", "A plan deletes or replaces resources: medium.")
            case .identityChange:
                ("Identity changed", "A plan changes identities or permissions: medium; deletes or replaces: high.")
            case .networkChange:
                ("Network changed", "A plan changes the network: medium; deletes or replaces: high.")
            case .blastRadius:
                ("Blast radius", "The number of resources that change: medium and high from the policy's limits.")
            case .driftFound:
                ("Drift found", "Resources differ from their recorded state, so the plan may not tell it all: medium.")
            case .planUncertain:
                ("Plan uncertain", "The plan has errors, failed checks or changes it cannot foresee: medium.")
            case .infrastructureUnreadable:
                (
                    "Infrastructure evidence unreadable",
                    "A plan that exists and does not count may hold the worst that a plan can hold: high."
                )
            case .earlierReleases:
                ("Earlier releases", "How the last five releases of the scope ended, in numbers: low by itself.")
            case .earlierIncidents:
                ("Earlier incidents", "One of the last five releases of the scope ended in an incident: high.")
            case .earlierRollbacks:
                ("Earlier rollbacks", "Of the last five releases of the scope, one was rolled back: medium; two: high.")
            case .earlierIssues:
                ("Earlier issues", "Of the last five releases of the scope, two or more had issues: medium.")
            case .outsideWorkingDays:
                ("Outside working days", "The promotion starts on a day on which nobody works: medium.")
            case .endOfDay:
                ("End of the day", "Less than two working hours are left after the start: medium.")
            case .nearFreeze:
                ("Near a freeze", "A freeze begins within the policy's number of days, with no time to repair: medium.")
            case .overlappingRelease:
                ("Overlapping release", "Another release of the same module is planned for the same time: high.")
            case .scopeUnknown:
                ("Scope unknown", "A trait of the scope is not stated: at least medium, manual approval only.")
            case .infrastructureUnknown:
                ("Infrastructure unknown", "No infrastructure plan counts: at least medium, manual approval only.")
            case .historyUnknown:
                (
                    "History unknown",
                    "No earlier release of the scope is on record: at least medium, manual approval only."
                )
            case .scheduleUnknown:
                ("Schedule unknown", "No planned start is known: at least medium, manual approval only.")
            }
        }
    }
}
