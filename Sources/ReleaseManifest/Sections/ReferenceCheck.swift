package import ReleaseModel

/// Checks that every role, environment, band and criterion that a release names is declared.
package struct ReferenceCheck {
    let release: Release
    let log: ReadingLog

    /// Diagnostics for waivers of criteria that `policy` does not have.
    ///
    /// The reader itself checks against the default policy, and leaves it to its caller where a release names an
    /// overlay.
    package static func unknownCriteria(in release: Release, policy: Policy) -> [Diagnostic] {
        let known = policy.criteria.map(\.id.name)
        return release.waivers.compactMap { waiver in
            guard !known.contains(waiver.criterion.name) else { return nil }
            let hint = NearestName.hint(for: waiver.criterion.name, in: known)
            return Diagnostic(
                .error, at: waiver.location ?? SourceLocation(file: release.file),
                "the waiver \(quoted(waiver.id.name)) is about \(quoted(waiver.criterion.name)), which the policy does not ask\(hint)"
            )
        }
    }

    func run() {
        checkRoles()
        checkEnvironments()
        checkBand()
        checkWritebacks()
        checkRecords()
    }

    /// Where the file lists its roles, every role it names must be one of them.
    private func checkRoles() {
        let known = release.approvalMatrix.roles.map(\.id.name)
        let isClosed = release.approvalMatrix.roles.contains { !$0.members.isEmpty }
        guard isClosed else { return }
        for reference in log.references where reference.kind == .role && !known.contains(reference.name) {
            log.error(
                at: reference.location,
                "\(quoted(reference.field)) names the role \(quoted(reference.name)), which is not in \(quoted("approval_matrix.roles"))\(NearestName.hint(for: reference.name, in: known))"
            )
        }
    }

    private func checkEnvironments() {
        let known = release.scope.environments.map(\.id.name)
        for reference in log.references where reference.kind == .environment && !known.contains(reference.name) {
            let list = known.isEmpty ? "the file has none" : "the file has \(known.joined(separator: ", "))"
            log.error(
                at: reference.location,
                "\(quoted(reference.field)) names the environment \(quoted(reference.name)); \(list)\(NearestName.hint(for: reference.name, in: known))"
            )
        }
        guard !known.isEmpty else { return }
        // Sentences log no references of their own.
        let said = Set(log.references.filter { $0.kind == .environment }.map(\.name))
        let budgeted = Set(release.riskTolerance.monthlyCostIncrease.flatMap(\.environments).map(\.name))
        for name in budgeted.subtracting(said).subtracting(known).sorted() {
            log.error(
                at: release.locations["risk_tolerance"] ?? SourceLocation(file: release.file),
                "a budget names the environment \(quoted(name)), which \(quoted("change_scope")) does not have\(NearestName.hint(for: name, in: known))"
            )
        }
    }

    private func checkBand() {
        guard let band = release.initiative.criticality else { return }
        let own = release.criticalityBands.map(\.name)
        let known = own.isEmpty ? RiskClass.allCases.map(\.rawValue) : own
        guard !known.contains(band) else { return }
        log.error(
            at: release.locations["initiative_context"] ?? SourceLocation(file: release.file),
            "\(quoted("criticality")) is \(quoted(band)); the bands are \(known.joined(separator: ", "))\(NearestName.hint(for: band, in: known))"
        )
    }

    /// One place of one kind has one set of settings: a draft has one payload.
    private func checkWritebacks() {
        var seen: [WritebackTarget: [String: String]] = [:]
        for target in release.writebacks {
            let place = WritebackTarget(kind: target.kind, connector: target.connector, container: target.container)
            if let settings = seen[place], settings != target.settings {
                log.error(
                    at: target.location ?? SourceLocation(file: release.file),
                    "\(quoted(target.container)) at \(quoted(target.connector.name)) is given twice for \(quoted(target.kind.rawValue)), with other settings; keep one"
                )
            }
            seen[place] = target.settings
        }
    }

    private func checkRecords() {
        var seen: Set<WaiverID> = []
        for waiver in release.waivers where !seen.insert(waiver.id).inserted {
            log.error(
                at: waiver.location ?? SourceLocation(file: release.file),
                "the waiver \(quoted(waiver.id.name)) is given twice; each needs its own \(quoted("id"))")
        }
    }
}
