import ReleaseModel
import Testing

@testable import ReleaseConnectors

@Suite("Inert text")
struct InertTextTests {
    @Test(arguments: [
        ("@ops", "@\u{200B}ops"), ("#12", "#\u{200B}12"), ("C# is", "C# is"), ("fixes PROJ-9", "f\u{200B}ixes PROJ-9"),
        ("the fix is good", "the fix is good"), ("https://e.org", "https:\u{200B}/\u{200B}/e.org"),
        ("12:30:45", "12:30:45"),
        (":tada:", ":\u{200B}tada:\u{200B}"), ("gate:production", "gate:production"), ("a\u{202E}b", "a⟨U+202E⟩b"),
        ("a\n b", "a b"), ("x < y", "x < y"), ("<b>", "<\u{200B}b>"), ("{{x}}", "{\u{200B}{x}}"),
        ("rg1-0f6028c0b092cf92377f", "rg1-0f6028c0b092cf92377f"), ("👩‍👧", "👩‍👧"), ("/merge", "/\u{200B}merge"),
        ("a/b", "a/b"), ("[TOC]", "[\u{200B}TOC]"), ("[issue:12]", "[\u{200B}issue:12]"), ("[draft]", "[draft]"),
        ("GL-12", "GL-\u{200B}12"), ("*iteration:3", "*iteration:\u{200B}3"), ("50 % of it", "50 % of it"),
    ])
    func breaks(text: String, expected: String) {
        #expect(InertText.clean(text).unicodeScalars.elementsEqual(expected.unicodeScalars))
    }

    @Test("doing it twice changes nothing", arguments: HostileText.all)
    func isIdempotent(text: String) {
        let once = InertText.clean(text)
        #expect(InertText.clean(once) == once)
    }

    @Test("a word that is too long to be one is left out whole")
    func endlessWord() {
        let text = "before " + String(repeating: "x", count: 5000) + " after"
        #expect(InertText.clean(text) == "before ⟨a word of 5000 characters is left out⟩ after")
    }
}
