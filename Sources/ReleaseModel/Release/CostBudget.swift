/// A monthly cost increase that is accepted without further approval, and where it holds.
///
/// Of all budgets that hold, the smallest binds: a budget for one environment narrows one for all, and never widens it.
/// A budget for a risk class binds every higher class too, and a class without any takes the next higher one's, so that
/// a release whose class rises never gains room.
package struct CostBudget: Hashable, Sendable {
    /// Per month; amounts in different currencies are never compared.
    package var amount: Money
    /// Where it holds; empty means in every environment.
    package var environments: [EnvironmentID]
    /// The lowest risk class it is meant for; nil means every class.
    package var fromClass: RiskClass?

    package init(_ amount: Money, environments: [EnvironmentID] = [], fromClass: RiskClass? = nil) {
        self.amount = amount
        self.environments = environments
        self.fromClass = fromClass
    }

    /// Where it holds, in words: `in staging and production, from class high up`; empty where it holds everywhere.
    package var scope: String {
        let places = environments.map(\.name).joined(separator: " and ")
        let parts = [
            places.isEmpty ? nil : "in \(places)", fromClass.map { "from class \($0.rawValue) up" },
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }
}

extension CostBudget: CustomStringConvertible {
    /// `500 EUR in production, from class high up`.
    package var description: String { scope.isEmpty ? "\(amount)" : "\(amount) \(scope)" }
}

extension [CostBudget] {
    /// The budget in `currency` that binds in an environment for a risk class; nil where there is none.
    package func binding(currency: String, in environment: EnvironmentID, for riskClass: RiskClass) -> CostBudget? {
        let here = filter {
            $0.amount.currency == currency && ($0.environments.isEmpty || $0.environments.contains(environment))
        }
        let reaching = here.filter { ($0.fromClass ?? .low) <= riskClass }
        let next = here.compactMap(\.fromClass).min()
        let candidates = reaching.isEmpty ? here.filter { $0.fromClass == next } : reaching
        return candidates.min { $0.amount.amount < $1.amount.amount }
    }

    /// Reports whether `budget` can never bind, because another is at most as large wherever it holds.
    package func neverBinds(_ budget: CostBudget) -> Bool {
        contains { other in
            other != budget && other.amount.currency == budget.amount.currency
                && other.amount.amount <= budget.amount.amount
                && (other.environments.isEmpty
                    || !budget.environments.isEmpty && Set(budget.environments).isSubset(of: other.environments))
                && (other.fromClass ?? .low) <= (budget.fromClass ?? .low)
        }
    }
}
