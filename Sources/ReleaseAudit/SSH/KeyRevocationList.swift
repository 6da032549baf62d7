import Crypto
import ReleaseModel

/// OpenSSH's binary key revocation list (PROTOCOL.krl): keys by themselves or by their digest, certificates by number or
/// name.
///
/// What the list says and this program does not know makes it unreadable: a part that is passed over may be the one that
/// revokes.
struct KeyRevocationList: Hashable, Sendable {
    /// Why a list cannot be read.
    struct Problem: Error {
        let message: String

        init(_ message: String) { self.message = message }
    }

    /// `SSHKRL`, a line feed, a zero byte.
    static let magic: [UInt8] = Array("SSHKRL\n\0".utf8)

    private var blobs: Set<[UInt8]> = []
    private var digests: Set<[UInt8]> = []
    private var certificates: [CertificateSection] = []

    /// Certificates of one authority, or of any.
    private struct CertificateSection: Hashable, Sendable {
        /// Nil means any.
        var authority: [UInt8]?
        var serials: Set<UInt64> = []
        var ranges: [ClosedRange<UInt64>] = []
        var bitmaps: [Bitmap] = []
        var keyIDs: Set<String> = []
    }

    /// Serial numbers from `offset` on, one bit for each.
    private struct Bitmap: Hashable, Sendable {
        var offset: UInt64
        /// Big-endian: the last bit of the last byte is `offset` itself.
        var bits: [UInt8]

        func contains(_ serial: UInt64) -> Bool {
            guard serial >= offset else { return false }
            let position = serial - offset
            guard position / 8 < UInt64(bits.count) else { return false }
            return bits[bits.count - 1 - Int(position / 8)] >> (position % 8) & 1 == 1
        }
    }

    /// Reads the bytes of a list.
    init(_ bytes: [UInt8]) throws(Problem) {
        var reader = SSHWireReader(bytes)
        guard reader.bytes(8) == KeyRevocationList.magic, let version = reader.uint32() else {
            throw Problem("it is cut off")
        }
        guard version == 1 else { throw Problem("its version is \(version); accepted: 1") }
        guard reader.uint64() != nil, reader.uint64() != nil, reader.uint64() != nil, reader.string() != nil,
            reader.string() != nil
        else { throw Problem("it is cut off") }
        while let kind = reader.byte() {
            guard kind != 4 else { throw Problem("it is signed, which ssh-keygen never does; make it without") }
            guard let content = reader.string() else { throw Problem("it is cut off") }
            var section = SSHWireReader(content)
            switch kind {
            case 1: certificates.append(try KeyRevocationList.certificates(&section))
            case 2: blobs.formUnion(try KeyRevocationList.strings(&section))
            // The digests differ in length, so one set holds both kinds.
            case 3, 5: digests.formUnion(try KeyRevocationList.strings(&section))
            case 255: try KeyRevocationList.passExtension(&section)
            default: throw Problem("it has a section of the unknown kind \(kind)")
            }
        }
    }

    /// Reports whether the list names this key.
    func revokes(_ key: SSHPublicKey) -> Bool {
        blobs.contains(key.blob) || digests.contains(ContentDigest(sha256: key.blob).bytes)
            || digests.contains(Array(Insecure.SHA1.hash(data: key.blob)))
    }

    /// Reports whether the list names the certificate of this key by its authority and its number or id.
    func revokes(certificate key: SSHPublicKey) -> Bool {
        guard let certificate = key.certificate else { return false }
        return certificates.contains { section in
            guard section.authority == nil || section.authority == certificate.authority.blob else { return false }
            if section.keyIDs.contains(certificate.keyID) { return true }
            // Number 0 means that the authority numbers nothing.
            let serial = certificate.serial
            return serial != 0
                && (section.serials.contains(serial) || section.ranges.contains { $0.contains(serial) }
                    || section.bitmaps.contains { $0.contains(serial) })
        }
    }

    private static func strings(_ section: inout SSHWireReader) throws(Problem) -> [[UInt8]] {
        guard let strings = section.strings() else { throw Problem("a section is cut off") }
        return strings
    }

    private static func certificates(_ section: inout SSHWireReader) throws(Problem) -> CertificateSection {
        guard let authority = section.string(), section.string() != nil else { throw Problem("a section is cut off") }
        var result = CertificateSection(authority: authority.isEmpty ? nil : authority)
        while let kind = section.byte() {
            guard let content = section.string() else { throw Problem("a section is cut off") }
            var part = SSHWireReader(content)
            switch kind {
            case 0x20:
                while !part.isAtEnd {
                    guard let serial = part.uint64() else { throw Problem("a serial number is cut off") }
                    result.serials.insert(serial)
                }
            case 0x21:
                guard let low = part.uint64(), let high = part.uint64(), part.isAtEnd, low <= high else {
                    throw Problem("a range of serial numbers is malformed")
                }
                result.ranges.append(low...high)
            case 0x22:
                guard let offset = part.uint64(), let bits = part.magnitude(), part.isAtEnd else {
                    throw Problem("a bitmap of serial numbers is malformed")
                }
                result.bitmaps.append(Bitmap(offset: offset, bits: bits))
            case 0x23:
                result.keyIDs.formUnion(try strings(&part).map { String(decoding: $0, as: UTF8.self) })
            case 0x39: try passExtension(&part)
            default: throw Problem("it has a list of certificates of the unknown kind \(kind)")
            }
        }
        return result
    }

    private static func passExtension(_ section: inout SSHWireReader) throws(Problem) {
        guard let name = section.text(), let isCritical = section.byte() else { throw Problem("a section is cut off") }
        guard isCritical == 0 else { throw Problem("it has the unknown critical extension \"\(name.prefix(60))\"") }
    }
}
