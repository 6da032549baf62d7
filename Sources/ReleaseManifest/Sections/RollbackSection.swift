import ReleaseModel

/// Reads the structured form of `rollback_plan`.
enum RollbackSection {
    static func read(_ node: YAMLNode, _ log: ReadingLog) -> RollbackPlan {
        let fields = FieldReader(node, ReleaseFileFormat.rollback, log)
        return RollbackPlan(
            steps: fields.elements("steps").compactMap { step($0, log) }, decisionOwner: fields.role("decision_owner"),
            window: fields.duration("window"), isAutomated: fields.flag("automated") ?? false,
            verification: fields.texts("verification") ?? [], limitations: fields.texts("limitations"),
            lastRehearsed: fields.date("last_rehearsed"), environments: fields.environments("environments") ?? [])
    }

    private static func step(_ node: YAMLNode, _ log: ReadingLog) -> RollbackStep? {
        if node.scalar != nil {
            return ValueReader(log: log).text(node, for: "steps").map {
                RollbackStep(action: $0, kind: RollbackWords.kind(of: $0))
            }
        }
        let fields = FieldReader(node, ReleaseFileFormat.step, log)
        let kind: RollbackStep.Kind? = fields.choice("kind")
        let owner = fields.role("owner")
        let duration = fields.duration("duration")
        return fields.text("action").map {
            RollbackStep(action: $0, kind: kind ?? RollbackWords.kind(of: $0), owner: owner, duration: duration)
        }
    }
}
