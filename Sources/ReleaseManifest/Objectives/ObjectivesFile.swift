import ReleaseModel

/// A Keptn `slo.yaml` as it stands: objectives, what relative ones compare with, and the score they must reach.
///
/// Source: keptn/spec, `service_level_objective.md`, and what Keptn's lighthouse service does where the page is silent.
struct ObjectivesFile {
    struct Objective {
        var indicator: String
        var title: String?
        var pass: [[ThresholdRule.Condition]]
        var warning: [[ThresholdRule.Condition]]
        var weight: Int
        var isKey: Bool
        var location: SourceLocation
    }

    /// Which earlier results relative conditions compare with.
    struct Comparison {
        var count = 1
        var aggregate = ThresholdRule.Baseline.Aggregate.avg
        var onlyPassed = false
    }

    var objectives: [Objective] = []
    var comparison = Comparison()
    /// The limits of the score, from 0 to 100.
    var passScore: ExactDecimal = 90
    var warningScore: ExactDecimal = 75
}
