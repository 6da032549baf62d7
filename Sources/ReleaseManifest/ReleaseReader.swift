package import ReleaseModel

/// What came of reading a release file.
package struct ReleaseReading: Hashable, Sendable {
    /// Nil where there is any error.
    package var release: Release?
    /// All that is wrong or doubtful, in the order of the file.
    package var diagnostics: [Diagnostic]

    package init(release: Release?, diagnostics: [Diagnostic]) {
        self.release = release
        self.diagnostics = diagnostics
    }
}

/// Reads a release file: bytes in, a release and every diagnostic out. Paths in it are not opened.
package enum ReleaseReader {
    /// Reads `bytes` as the file that the user calls `named`.
    package static func read(_ bytes: [UInt8], named file: String) -> ReleaseReading {
        let tree = YAMLTree.read(bytes, named: file)
        let log = ReadingLog()
        log.append(tree.diagnostics)
        guard let root = tree.root else { return ReleaseReading(release: nil, diagnostics: log.sorted) }
        let source = SourceText(bytes, file: file)
        let release = read(root, file: file, source: source, log)
        return ReleaseReading(release: log.hasErrors ? nil : release, diagnostics: log.sorted)
    }

    private static func read(_ root: YAMLNode, file: String, source: SourceText, _ log: ReadingLog) -> Release {
        var release = Release(file: file)
        for entry in root.entries ?? [] where ReleaseFileFormat.file.key(entry.key) != nil {
            release.locations[entry.key] = entry.keyLocation
        }
        let fields = FieldReader(root, ReleaseFileFormat.file, log)
        let inputs = InputReader(fields: fields, source: source)
        // A list or a sentence in place of the file has one fault, not six inputs too few.
        if root.entries != nil { reportMissing(fields) }
        release.subject = fields.node("subject").flatMap { InitiativeSection.subject($0, log) }
        inputs.readSixInputs(into: &release)
        resolveEnvironments(in: &release)
        if let node = fields.node("policy") {
            (release.policyPath, release.objectives) = PolicySection.read(node, log)
        }
        if let node = fields.node("attestation_keys") { release.attestationTrust = TrustSection.read(node, log) }
        if let node = fields.node("timeline") { release.timeline = TimelineSection.read(node, log) }
        release.criticalityBands = bands(fields)
        release.writebacks = fields.elements("writebacks").compactMap { RecordsSection.writeback($0, log) }
        release.waivers = fields.elements("waivers").compactMap { RecordsSection.waiver($0, log) }
        let approvals = fields.elements("approvals").compactMap { RecordsSection.approval($0, log) }
        release.approvals = approvals.map(\.record)
        release.approvalSignatures = approvals.compactMap(\.signature)
        release.approvalRequests = fields.elements("approval_requests").compactMap {
            RecordsSection.approvalRequest($0, log)
        }
        release.overrides = fields.elements("overrides").compactMap { RecordsSection.override($0, log) }
        release.delegations = fields.elements("delegations").compactMap { RecordsSection.delegation($0, log) }
        ReferenceCheck(release: release, log: log).run()
        if release.policyPath == nil, release.objectives.isEmpty, let policy = PolicyReader.defaultPolicy().policy {
            log.append(ReferenceCheck.unknownCriteria(in: release, policy: policy))
        }
        return release
    }

    /// A sentence says "production" where the scope may say `prod-eu`: it means the environments of that kind.
    private static func resolveEnvironments(in release: inout Release) {
        let environments = release.scope.environments
        for index in release.approvalMatrix.rules.indices where release.approvalMatrix.rules[index].location == nil {
            release.approvalMatrix.rules[index].environments = release.approvalMatrix.rules[index].environments.flatMap
            {
                id in
                if environments.contains(where: { $0.id == id }) { return [id] }
                let kind = EnvironmentPath.kind(ofName: id.name)
                let same = environments.filter { $0.kind == kind }.map(\.id)
                return same.isEmpty ? [id] : same
            }
        }
    }

    /// Inputs that are not there are gaps of the release, reported as such later; here only a warning.
    private static func reportMissing(_ fields: FieldReader) {
        guard fields.location.line > 0 else { return }
        for input in InputReader.names where fields.node(input) == nil {
            let place = SourceLocation(file: fields.location.file)
            fields.log.warning(at: place, "the file has no \(quoted(input)); the plan shows it as a gap")
        }
    }

    private static func bands(_ fields: FieldReader) -> [CriticalityBand] {
        guard let node = fields.node("criticality_bands") else { return [] }
        guard let entries = node.entries else {
            fields.values.mismatch(node, "criticality_bands", .map(.choice(ReleaseFileFormat.classes)))
            return []
        }
        return entries.compactMap { entry in
            if entry.value.scalar != nil {
                guard let riskClass: RiskClass = fields.values.choice(entry.value, for: entry.key) else { return nil }
                return CriticalityBand(name: entry.key, riskClass: riskClass)
            }
            let band = FieldReader(entry.value, ReleaseFileFormat.band, fields.log)
            guard let riskClass: RiskClass = band.choice("class") else { return nil }
            return CriticalityBand(name: entry.key, riskClass: riskClass, playbook: band.text("playbook"))
        }
    }
}
