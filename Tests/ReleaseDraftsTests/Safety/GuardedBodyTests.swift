import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseDrafts

/// A body that is read beside the one before it reads as if it were read alone.
@Suite struct GuardedBodyTests {
    private static let lines = [
        "", "a", "- ask the SRE lead", "```", "```bash", "~~~", "é", "  ```", "kubectl get pods", "x",
    ]

    private static func same(_ left: GuardedText, _ right: GuardedText) -> Bool {
        left.lines.count == right.lines.count
            && zip(left.lines, right.lines).allSatisfy {
                $0.number == $1.number && $0.isCode == $1.isCode && $0.fence == $1.fence && $0.text == $1.text
                    && $0.reading.command == $1.reading.command
            }
    }

    @Test(arguments: 0..<40) func edits(seed: UInt64) {
        var random = Dice(state: seed)
        let memory = LineMemory()
        var body = (0..<8).map { _ in Self.lines.randomElement(using: &random) ?? "" }
        for _ in 0..<60 {
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                body.insert(
                    Self.lines.randomElement(using: &random) ?? "", at: body.indices.randomElement(using: &random) ?? 0)
            case 1 where body.count > 1: body.remove(at: body.indices.randomElement(using: &random) ?? 0)
            case 2: body.shuffle(using: &random)
            default:
                if let index = body.indices.randomElement(using: &random) {
                    body[index] += Self.lines.randomElement(using: &random) ?? ""
                }
            }
            let text = body.joined(separator: "\n")
            let together = GuardedText(title: "DRAFT", body: text, memory: memory)
            #expect(Self.same(together, GuardedText(title: "DRAFT", body: text)), "\(text.debugDescription)")
            #expect(together.lines.count == body.count + 1)
        }
    }
}

/// Numbers that are the same in every run (SplitMix64).
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
