import ReleaseModel
import Testing

@testable import ReleaseEvaluation

@Suite struct VoteAssignmentTests {
    static let rows: [(String, ApprovalRequirement, [String: Set<RoleID>], Bool)] = [
        ("all of nobody", .allOf([]), ["a": ["x"]], false),
        ("nobody can", .anyOf([]), ["a": ["x"]], false),
        ("one role", .role("x"), ["a": ["x"]], true),
        ("other role", .role("x"), ["a": ["y"]], false),
        ("any", .anyOf([.role("x"), .role("y")]), ["a": ["y"]], true),
        ("all", .allOf([.role("x"), .role("y")]), ["a": ["x"], "b": ["y"]], true),
        ("all by one", .allOf([.role("x"), .role("y")]), ["a": ["x", "y"]], false),
        ("count", .count(2, of: ["x", "y"]), ["a": ["x"], "b": ["x"]], true),
        ("count by one", .count(2, of: ["x", "y"]), ["a": ["x", "y"]], false),
        (
            "a person moves to where they are needed", .allOf([.role("x"), .role("y"), .role("z")]),
            ["a": ["x", "y", "z"], "b": ["x", "y"], "c": ["x"]], true
        ),
        (
            "nested", .allOf([.role("x"), .anyOf([.count(2, of: ["y"]), .role("z")])]),
            ["a": ["x"], "b": ["y"], "c": ["y"]], true
        ),
        (
            "nested and one short", .allOf([.role("x"), .anyOf([.count(2, of: ["y"]), .role("z")])]),
            ["a": ["x"], "b": ["y"]], false
        ),
    ]

    @Test(arguments: rows.indices) func fills(index: Int) throws {
        let (name, requirement, votes, expected) = VoteAssignmentTests.rows[index]
        let alternatives = try #require(VoteAssignment.alternatives(of: requirement))
        let isMet = alternatives.contains { !VoteAssignment.fill($0, with: votes).contains(nil) }
        #expect(isMet == expected, "\(name)")
    }
}
