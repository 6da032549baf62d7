/// The comparable forms of an identity: two identities that share one may be the same person.
///
/// Generous on purpose. That two people are taken for one costs an approver; that one person passes for two is the fraud
/// that segregation of duties is there to stop. So case, invisible characters and the two ways of writing an accent do
/// not tell people apart, nor does what mail systems ignore: a `+tag`, and the dots of Gmail. A private address of GitHub or
/// GitLab stands for its login too.
enum IdentityKeys {
    /// The whole text, and of `Ann Lee <ann@example.com>` both parts; empty where there is nothing.
    ///
    /// The first one is the one by which the person is looked up.
    static func keys(of identity: String) -> [String] {
        let whole = normalized(identity[...])
        var keys: [String] = []
        if whole.hasSuffix(">"), let open = whole.lastIndex(of: "<") {
            keys = forms(of: normalized(whole[whole.index(after: open)...].dropLast()))
            keys += forms(of: normalized(whole[..<open]))
        } else {
            keys = forms(of: whole)
        }
        var seen: Set<String> = []
        return keys.filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    /// The text itself; of an address also what the same mailbox is called elsewhere.
    private static func forms(of text: String) -> [String] {
        guard let at = text.lastIndex(of: "@"), at != text.startIndex else { return [text] }
        let local = text[..<at]
        var domain = String(text[text.index(after: at)...])
        guard domain.contains("."), !local.contains(where: \.isWhitespace) else { return [text] }
        if domain == "users.noreply.github.com" || domain == "users.noreply.gitlab.com" {
            return [text, login(local, isNumberFirst: domain.hasSuffix("gitlab.com") ? "-" : "+")]
        }
        var name = local.prefix { $0 != "+" }
        guard !name.isEmpty else { return [text] }
        if domain == "googlemail.com" { domain = "gmail.com" }
        if domain == "gmail.com" { name = Substring(name.filter { $0 != "." }) }
        return [text, "\(name)@\(domain)"]
    }

    /// `octocat` of `583231+octocat` and of `octocat`.
    private static func login(_ local: Substring, isNumberFirst separator: Character) -> String {
        let parts = local.split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].allSatisfy(\.isNumber) else { return String(local) }
        return String(parts[1])
    }

    /// Without blanks and quotes around it, in one case, without invisible characters.
    private static func normalized(_ text: Substring) -> String {
        var visible = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !scalar.properties.isDefaultIgnorableCodePoint {
            visible.append(scalar)
        }
        var rest = Substring(String(visible))
        let isOuter = { (character: Character) in character.isWhitespace || character == "\"" }
        rest = rest.drop(while: isOuter)
        while let last = rest.last, isOuter(last) { rest.removeLast() }
        // Upper case first: that makes "ss" of "ß" and one sigma of two.
        var folded = rest.uppercased().lowercased()
        if folded.hasPrefix("mailto:") { folded.removeFirst(7) }
        if folded.hasPrefix("@") { folded.removeFirst() }
        return folded
    }
}
