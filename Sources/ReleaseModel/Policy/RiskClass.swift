/// A criticality band. The order is fixed; a policy may give the bands other titles.
package enum RiskClass: String, CaseIterable, Hashable, Comparable, Sendable {
    case low, medium, high, critical

    package static func < (left: RiskClass, right: RiskClass) -> Bool { left.order < right.order }

    private var order: Int { RiskClass.allCases.firstIndex(of: self) ?? 0 }
}
