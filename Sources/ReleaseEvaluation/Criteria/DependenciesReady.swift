package import ReleaseModel

/// A change that goes before what it needs fails where it was tested to work.
package struct DependenciesReady: StructuralCriterion {
    package static let id: CriterionID = "dependencies-ready"
    package static let summary =
        "Everything the change depends on is there; a dependency nobody spoke about is unknown."

    package static func answer(_ context: CriterionContext) -> CriterionAnswer {
        let dependencies = context.release.scope.dependencies
        if let missing = dependencies.first(where: { $0.isReady == false }) {
            let count = dependencies.count { $0.isReady == false }
            return CriterionAnswer(
                .red, "\(count) of \(dependencies.count) dependencies are not ready, the first is \"\(missing.name)\"")
        }
        if let open = dependencies.first(where: { $0.isReady == nil }) {
            return CriterionAnswer(.unknown, "nobody says whether the dependency \"\(open.name)\" is ready")
        }
        return CriterionAnswer(
            .green,
            dependencies.isEmpty ? "the scope names no dependency" : "all \(dependencies.count) dependencies are ready")
    }
}
