import ReleaseModel

/// Who is addressed where the release file names nobody.
enum Roles {
    static let releaseManager: RoleID = "release-manager"

    static func owner(of environment: EnvironmentID, in release: Release) -> RoleID {
        release.scope.environments.first { $0.id == environment }?.owner ?? release.rollbackPlan.decisionOwner
            ?? releaseManager
    }
}
