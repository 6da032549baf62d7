/// Tells, by the first bytes, what cannot be a text in UTF-8, and says what it is instead.
enum EncodingCheck {
    /// - Throws: `EvidenceError` where `head`, the beginning of a document, is UTF-16, UTF-32, an archive, a picture, or
    ///   nothing but NUL bytes.
    static func check(_ head: [UInt8]) throws(EvidenceError) {
        // UTF-32 of an ASCII text has a letter among the first four bytes.
        if head.count >= 4, head.prefix(16).allSatisfy({ $0 == 0 }) {
            throw EvidenceError(
                "the document begins with NUL bytes, so it is no text: its space was set aside and never written, or a "
                    + "copy of it broke off; make it again")
        }
        for (signature, name, help) in signatures where head.starts(with: signature) {
            throw EvidenceError("the document is \(name) and no text; \(help)")
        }
        if head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0xFF, 0xFE]) || head.prefix(4).contains(0) {
            throw EvidenceError("the document is UTF-16 or UTF-32; save it as UTF-8")
        }
    }

    private static let unpack = "unpack it first"
    private static let export = "export what it shows as JSON, XML or YAML"

    /// What evidence is packed into or taken for.
    private static let signatures: [(bytes: [UInt8], name: String, help: String)] = [
        (
            [0x50, 0x4B, 0x03, 0x04], "a ZIP archive",
            "of a saved Terraform plan, which is one, the JSON form is read; unpack any other first"
        ),
        ([0x1F, 0x8B], "compressed with gzip", unpack),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed with Zstandard", unpack),
        ([0x42, 0x5A, 0x68], "compressed with bzip2", unpack),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "compressed with xz", unpack),
        ([0x25, 0x50, 0x44, 0x46, 0x2D], "a PDF file", export),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG picture", export),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture", export),
        ([0x7F, 0x45, 0x4C, 0x46], "a program", export),
    ]
}
