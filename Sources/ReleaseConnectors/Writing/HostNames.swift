import ReleaseModel

/// Keeps names of hosts from becoming links where programs link whatever looks like one: mail programs, Element and
/// other Matrix clients, editors that follow `linkify-it`.
///
/// The zero width space stands behind the dot, because those programs take one in front of it for a letter of the name.
enum HostNames {
    /// `text` with a zero width space behind each dot that a word of two letters or more follows.
    static func broken(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var output = String.UnicodeScalarView()
        output.reserveCapacity(scalars.count)
        for (index, scalar) in scalars.enumerated() {
            output.append(scalar)
            if scalar == ".", index > 0, isName(scalars[index - 1]), index + 2 < scalars.count,
                isLetter(scalars[index + 1]), isLetter(scalars[index + 2])
            {
                output.append(InertText.breaker)
            }
        }
        return String(output)
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic }

    private static func isName(_ scalar: Unicode.Scalar) -> Bool {
        isLetter(scalar) || scalar.properties.numericType != nil || scalar == "-" || scalar == "_"
            || scalar == InertText.breaker
    }
}
