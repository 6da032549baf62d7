import ReleaseModel
import ReleasePlanning
import Testing

@Suite struct ColourMachineTests {
    private static let letters: [Character: ReadinessState] = [
        "G": .green, "Y": .yellow, "R": .red, "U": .unknown, "W": .waived, "N": .notApplicable,
    ]

    private func run(_ samples: some Sequence<ReadinessState>, from start: ReadinessState, needing count: Int)
        -> [ReadinessState]
    {
        var machine = ColourMachine(startingAt: start, improvementSamples: count)
        return samples.map { sample in
            machine.take(sample)
            return machine.colour
        }
    }

    @Test(arguments: [
        ("G", "YGGG", 3, "YYYG"),
        ("G", "RGGGGGG", 3, "RRRYYYG"),
        ("R", "GGYGGG", 2, "RYYYGG"),
        ("R", "GUGGY", 2, "RRRYY"),
        ("U", "GGGG", 2, "UYYG"),
        ("U", "R", 1, "R"),
        ("G", "UYU", 2, "UUU"),
        ("Y", "GNG", 2, "YYG"),
        ("G", "WGG", 2, "YYG"),
        ("R", "GGGGG", 1, "YGGGG"),
        ("R", "GG", 0, "YG"),
        ("G", "GGGG", 3, "GGGG"),
    ])
    func takesTheseSamples(start: String, samples: String, count: Int, expected: String) throws {
        let letters = ColourMachineTests.letters
        let first = try #require(start.first.flatMap { letters[$0] })
        #expect(
            run(samples.compactMap { letters[$0] }, from: first, needing: count) == expected.compactMap { letters[$0] })
    }

    /// Every series of up to six samples over every starting colour: small enough to try them all.
    @Test(arguments: 1...3) func lawsHoldForAllShortSeries(count: Int) {
        let samples: [ReadinessState] = [.green, .yellow, .red, .unknown]
        for start in samples {
            for length in 1...6 {
                for number in 0..<(1 << (2 * length)) {
                    let series = (0..<length).map { samples[(number >> (2 * $0)) & 3] }
                    var machine = ColourMachine(startingAt: start, improvementSamples: count)
                    for (index, sample) in series.enumerated() {
                        let before = machine.colour
                        machine.take(sample)
                        let after = machine.colour
                        if before == .red && after == .green { Issue.record("\(start) \(series): red to green") }
                        if sample == .unknown && severity(after) < severity(before) {
                            Issue.record("\(start) \(series): unknown improved")
                        }
                        if severity(after) < severity(sample) { Issue.record("\(start) \(series): worsening was late") }
                        if severity(after) < severity(before) {
                            let recent = series[...index].suffix(count)
                            if recent.count < count || recent.contains(where: { severity($0) >= severity(before) }) {
                                Issue.record("\(start) \(series): improved too early")
                            }
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: [
        (ReadinessState.green, ReadinessState.red), (.green, .yellow), (.yellow, .red), (.green, .unknown),
    ])
    func oscillationChangesTheColourOnce(good: ReadinessState, bad: ReadinessState) {
        let series = (0..<1000).map { $0.isMultiple(of: 2) ? bad : good }
        let colours = [good] + run(series, from: good, needing: 2)
        #expect(zip(colours, colours.dropFirst()).count { $0 != $1 } == 1)
    }

    @Test func worstCountsNothingAsUnknown() {
        #expect(ColourMachine.worst([]) == .unknown)
        #expect(ColourMachine.worst([.notApplicable]) == .unknown)
        #expect(ColourMachine.worst([.green, .waived]) == .yellow)
        #expect(ColourMachine.worst([.unknown, .red, .green]) == .red)
        #expect(ColourMachine.worst([.unknown, .yellow]) == .unknown)
    }

    private func severity(_ state: ReadinessState) -> Int {
        [ReadinessState.green, .yellow, .unknown, .red].firstIndex(of: state) ?? -1
    }
}
