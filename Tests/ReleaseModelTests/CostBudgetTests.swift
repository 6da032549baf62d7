import ReleaseModel
import Testing

@Suite("Cost budgets")
struct CostBudgetTests {
    private static let budgets = [
        CostBudget(Money(1000, "EUR")),
        CostBudget(Money(500, "EUR"), fromClass: .medium),
        CostBudget(Money(300, "EUR"), environments: ["production"], fromClass: .high),
        CostBudget(Money(50, "USD"), environments: ["staging", "production"], fromClass: .high),
    ]

    @Test(
        "the smallest that holds binds",
        arguments: [
            ("EUR", "staging", RiskClass.low, ExactDecimal(1000)), ("EUR", "staging", .medium, 500),
            ("EUR", "staging", .critical, 500), ("EUR", "production", .medium, 500), ("EUR", "production", .high, 300),
            ("EUR", "production", .critical, 300), ("USD", "production", .critical, 50),
            // A class below every budget has the room of the next class that has one, and no more.
            ("USD", "production", .low, 50), ("USD", "dev", .high, nil), ("GBP", "production", .low, nil),
        ] as [(String, String, RiskClass, ExactDecimal?)])
    func binding(currency: String, environment: String, riskClass: RiskClass, amount: ExactDecimal?) {
        let found = Self.budgets.binding(currency: currency, in: EnvironmentID(environment), for: riskClass)
        #expect(found?.amount.amount == amount)
    }

    @Test("a class that rises never gains room, whatever the budgets are")
    func monotone() {
        var state: UInt64 = 88_172_645_463_325_252
        func next(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
        for _ in 0..<2_000 {
            let budgets = (0..<next(6)).map { _ in
                CostBudget(
                    Money(ExactDecimal(Int64(next(20))), "EUR"), environments: next(2) == 0 ? [] : ["production"],
                    fromClass: next(3) == 0 ? nil : RiskClass.allCases[next(4)])
            }
            let amounts = RiskClass.allCases.map {
                budgets.binding(currency: "EUR", in: "production", for: $0)?.amount.amount
            }
            for (lower, higher) in zip(amounts, amounts.dropFirst()) {
                #expect((lower == nil) == (higher == nil), "\(budgets)")
                if let lower, let higher { #expect(higher <= lower, "\(budgets)") }
            }
            // One more budget never gives more room where there was one for the class.
            guard let dropped = budgets.first else { continue }
            let without = Array(budgets.dropFirst()).binding(currency: "EUR", in: "production", for: .high)
            let with = budgets.binding(currency: "EUR", in: "production", for: .high)
            if let without, let with, [without, dropped].allSatisfy({ $0.fromClass ?? .low <= .high }) {
                #expect(with.amount.amount <= without.amount.amount)
            }
        }
    }

    @Test("a budget that never binds is found")
    func neverBinding() {
        #expect(Self.budgets.filter(Self.budgets.neverBinds) == [])
        let wide = CostBudget(Money(2000, "EUR"), environments: ["production"])
        #expect((Self.budgets + [wide]).neverBinds(wide))
        let higher = CostBudget(Money(500, "EUR"), environments: ["staging"], fromClass: .critical)
        #expect((Self.budgets + [higher]).neverBinds(higher))
    }

    @Test("say where they hold")
    func words() {
        #expect(
            Self.budgets.map(\.description) == [
                "1000 EUR", "500 EUR from class medium up", "300 EUR in production, from class high up",
                "50 USD in staging and production, from class high up",
            ])
    }
}
