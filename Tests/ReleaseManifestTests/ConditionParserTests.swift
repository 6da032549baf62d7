import ReleaseModel
import Testing

@testable import ReleaseManifest

@Suite struct ConditionParserTests {
    static let read: [(String, FactID, String)] = [
        ("<=0", "tests.failed", "lessOrEqual absolute(0)"),
        ("==0", "tests.failed", "equal absolute(0)"),
        ("=0", "tests.failed", "equal absolute(0)"),
        ("!= 3", "tests.failed", "notEqual absolute(3)"),
        (">=98%", "tests.pass_rate", "greaterOrEqual absolute(0.98)"),
        (">=0.98", "tests.pass_rate", "greaterOrEqual absolute(0.98)"),
        ("<=+10%", "load.p95", "lessOrEqual relative(0.1)"),
        (">=-5%", "tests.pass_rate", "greaterOrEqual relative(-0.05)"),
        ("<600ms", "load.p95", "less absolute(600)"),
        ("<0.6s", "load.p95", "less absolute(600)"),
        ("<=+50ms", "load.p95", "lessOrEqual offset(50)"),
        ("<=30d", "docs.age", "lessOrEqual absolute(2592000)"),
        ("<=-1h", "docs.age", "lessOrEqual offset(-3600)"),
        ("<=500 EUR", "cost.monthly_delta", "lessOrEqual money(500 EUR)"),
        ("<=budget", "cost.monthly_delta", "lessOrEqual budget"),
        ("<=0", "cost.monthly_delta", "lessOrEqual absolute(0)"),
        ("==true", "docs.published", "equal absolute(1)"),
        ("<2x", "slo.burn_rate", "less absolute(2)"),
    ]

    @Test(arguments: read) func `a condition means what Keptn means by it`(text: String, fact: FactID, expected: String)
        throws
    {
        let definition = try #require(FactCatalog.definition(of: fact))
        let condition = try ConditionParser.parse(text, for: definition).get()
        let limit: String =
            switch condition.limit {
            case .absolute(let value): "absolute(\(value))"
            case .relative(let value): "relative(\(value))"
            case .offset(let value): "offset(\(value))"
            case .money(let money): "money(\(money))"
            case .budget: "budget"
            }
        #expect("\(condition.comparison) \(limit)" == expected)
        #expect(condition.text == text)
    }

    static let refused: [(String, FactID, String)] = [
        ("0", "tests.failed", "has no operator"), ("<=", "tests.failed", "has no limit"),
        ("=<5", "tests.failed", "has no operator"), ("~5", "tests.failed", "has no operator"),
        ("<=5%", "tests.failed", "with a share; write +5%"), ("<=5ms", "tests.failed", "the unit \"ms\""),
        ("<=5ms", "tests.pass_rate", "the unit \"ms\""), ("<=5", "cost.monthly_delta", "without a currency"),
        ("<=budget", "tests.failed", "compares with the budget"), ("<=soon", "docs.age", "no amount of time"),
        ("==5", "docs.published", "true or false"), ("==x", "docs.title", "which is a text"),
        ("<=abc", "load.p95", "has no number"), ("<=%", "tests.pass_rate", "has no number before its %"),
    ]

    @Test(arguments: refused) func `a unit that does not fit is refused`(text: String, fact: FactID, reason: String)
        throws
    {
        let definition = try #require(FactCatalog.definition(of: fact))
        guard case .failure(let failure) = ConditionParser.parse(text, for: definition) else {
            Issue.record("\(text) was read")
            return
        }
        #expect(failure.reason.contains(reason))
    }
}
