package import ReleaseModel

/// What came of reading a policy file.
package struct PolicyReading: Hashable, Sendable {
    /// Nil where there is any error.
    package var policy: Policy?
    /// All that is wrong or doubtful, in the order of the file.
    package var diagnostics: [Diagnostic]

    package init(policy: Policy?, diagnostics: [Diagnostic]) {
        self.policy = policy
        self.diagnostics = diagnostics
    }
}

/// Reads policy files. The default policy is one; an overlay may tighten it freely and loosen it only with a reason.
package enum PolicyReader {
    /// The name under which messages speak of the default policy.
    package static let defaultName = "default-policy.yaml"

    /// The text of the default policy, for its digest and for people who want to read it.
    package static let defaultPolicyText = String(decoding: PackageResources.default_policy_yaml, as: UTF8.self)

    /// The policy that a team starts with.
    package static func defaultPolicy() -> PolicyReading { embedded }

    private static let embedded = read(
        PackageResources.default_policy_yaml, named: defaultName, base: emptyPolicy, isOverlay: false)

    /// Reads `bytes` as an overlay over `policy`.
    ///
    /// Each loosening with a `reason` on its item is listed in the result's `loosenings`; one without is an error that
    /// names what was loosened, from what to what.
    package static func read(_ bytes: [UInt8], named file: String, over policy: Policy) -> PolicyReading {
        read(bytes, named: file, base: policy, isOverlay: true)
    }

    private static let emptyPolicy = Policy(
        name: "", playbooks: [], criteria: [], evidenceLifetimes: [:], phases: [],
        control: ControlPolicy(signals: [], confidenceFloor: 0))

    private static func read(
        _ bytes: [UInt8], named file: String, base: Policy, isOverlay: Bool
    ) -> PolicyReading {
        let tree = YAMLTree.read(bytes, named: file)
        let log = ReadingLog()
        log.append(tree.diagnostics)
        guard let root = tree.root else { return PolicyReading(policy: nil, diagnostics: log.sorted) }
        let fields = FieldReader(root, PolicyFileFormat.file, log)
        var overlay = PolicyOverlay(policy: base, isOverlay: isOverlay, log: log)
        overlay.apply(fields)
        PolicyCheck(policy: overlay.policy, file: file, log: log).run()
        return PolicyReading(policy: log.hasErrors ? nil : overlay.policy, diagnostics: log.sorted)
    }
}

/// What must hold of a policy as a whole.
struct PolicyCheck {
    let policy: Policy
    let file: String
    let log: ReadingLog

    func run() {
        let place = SourceLocation(file: file, line: 1, column: 1)
        for riskClass in RiskClass.allCases where policy.playbook(for: riskClass) == nil {
            log.error(at: place, "the policy has no playbook for \(quoted(riskClass.rawValue))")
        }
        if policy.criteria.isEmpty { log.error(at: place, "the policy asks no criterion, so nothing could be judged") }
        if policy.warningScore > policy.passScore {
            log.error(at: place, "the warning score \(policy.warningScore) is over the pass score \(policy.passScore)")
        }
        let limits = policy.riskLimits
        if limits.teamsForMedium > limits.teamsForHigh || limits.resourcesForMedium > limits.resourcesForHigh {
            log.error(at: place, "a limit for medium is over the limit for high in \(quoted("risk_limits"))")
        }
        let phases = Set(policy.phases.map(\.id))
        for signal in policy.control.signals {
            for phase in signal.phases where !phases.contains(phase) {
                log.error(
                    at: place,
                    "the signal \(quoted(signal.id)) names the phase \(quoted(phase)), which the policy does not have")
            }
        }
    }
}
