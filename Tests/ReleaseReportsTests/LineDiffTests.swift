import Testing

@testable import ReleaseReports

@Suite struct LineDiffTests {
    /// Both texts come back from the edits, and no shorter list of edits exists (checked against a table of longest
    /// common subsequences).
    @Test func isRightAndShortest() {
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<400 {
            let old = (0..<next(12)).map { _ in "\(next(4))" }
            let new = (0..<next(12)).map { _ in "\(next(4))" }
            let edits = LineDiff(old, new).edits
            var before: [String] = []
            var after: [String] = []
            var common = 0
            for edit in edits {
                switch edit {
                case .same(let line): before.append(line); after.append(line); common += 1
                case .removed(let line): before.append(line)
                case .added(let line): after.append(line)
                }
            }
            #expect(before == old && after == new)
            #expect(common == longestCommon(old, new), "\(old) \(new)")
        }
    }

    @Test func aHugeRewriteIsOneReplacement() {
        let edits = LineDiff((0..<2000).map { "a\($0)" }, (0..<2000).map { "b\($0)" }).edits
        #expect(edits.count == 4000 && edits.first == .removed("a0") && edits.last == .added("b1999"))
    }

    private func longestCommon(_ old: [String], _ new: [String]) -> Int {
        var table = Array(repeating: Array(repeating: 0, count: new.count + 1), count: old.count + 1)
        for (row, line) in old.enumerated() {
            for (column, other) in new.enumerated() {
                table[row + 1][column + 1] =
                    line == other ? table[row][column] + 1 : max(table[row][column + 1], table[row + 1][column])
            }
        }
        return table[old.count][new.count]
    }
}
