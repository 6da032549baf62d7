import ReleaseAudit
import ReleaseModel

/// An envelope as tools hand it over: bare, or in a Sigstore bundle with what there is to verify it with.
struct AttestationBundle {
    /// The envelope.
    let envelope: LocatedValue
    /// True where a certificate of a few minutes vouches for the key, which is followed by nobody here.
    let isCertified: Bool
    /// The name of the key beside the envelope; empty where there is none.
    let keyHint: String

    /// The bundles of a document: one, one behind another (`cosign download attestation`, `gh attestation download`), a
    /// list of them, the answer of GitHub's interface, or what `gh attestation verify --format json` gives.
    static func all(in document: EvidenceDocument) throws(EvidenceError) -> [AttestationBundle] {
        var values: [LocatedValue] = []
        for root in try document.trees() {
            for value in root.elements ?? [root] {
                if let attestations = try value.array("attestations") {
                    values += attestations
                } else {
                    values.append(value)
                }
            }
        }
        guard !values.isEmpty else { throw EvidenceError("the document has no attestation") }
        var bundles: [AttestationBundle] = []
        for value in values { bundles.append(try AttestationBundle(value)) }
        return bundles
    }

    private init(_ value: LocatedValue) throws(EvidenceError) {
        let outer = try value.objectOrSelf("attestation")
        guard outer["bundle"] != nil || !outer.has("bundle_url") else {
            throw outer.error("the bundle itself is not in the answer, only its address; nothing is fetched")
        }
        let bundle = try outer.objectOrSelf("bundle")
        if bundle.has("messageSignature") {
            throw bundle.error(
                "the bundle signs the bytes of a file and holds no statement; a bundle with \"dsseEnvelope\" is read")
        }
        envelope = try bundle.objectOrSelf("dsseEnvelope")
        let material = try bundle.object("verificationMaterial")
        isCertified = material?["certificate"] != nil || material?["x509CertificateChain"] != nil
        keyHint = try material?.object("publicKey")?.text("hint") ?? ""
    }
}
