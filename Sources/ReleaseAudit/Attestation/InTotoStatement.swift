package import ReleaseModel

/// Says something about things that digests name: in-toto Statement v1.
///
/// `{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":…,"digest":{…}}],"predicateType":…,"predicate":{…}}`
/// (in-toto/attestation, spec/v1/statement.md). Every subject has a digest.
package struct InTotoStatement: Hashable, Sendable {
    /// A thing, by its digests.
    package struct Subject: Hashable, Sendable {
        package var name: String
        /// Hexadecimal digests by algorithm, such as `sha256`, `gitCommit`; sorted by algorithm when printed.
        package var digest: [String: String]

        package init(name: String, digest: [String: String]) {
            self.name = name
            self.digest = digest
        }

        /// A thing with a SHA-256.
        package init(name: String, sha256: ContentDigest) {
            self.init(name: name, digest: ["sha256": sha256.hexadecimal])
        }

        var json: JSONValue { ["name": .string(name), "digest": InTotoStatement.digestSet(digest)] }
    }

    package static let type = "https://in-toto.io/Statement/v1"

    package var subjects: [Subject]
    /// The URI that says how to read the predicate.
    package var predicateType: String
    package var predicate: JSONValue

    package init(subjects: [Subject], predicateType: String, predicate: JSONValue) {
        self.subjects = subjects
        self.predicateType = predicateType
        self.predicate = predicate
    }

    /// The document.
    package var json: JSONValue {
        [
            "_type": .string(InTotoStatement.type), "subject": .array(subjects.map(\.json)),
            "predicateType": .string(predicateType), "predicate": predicate,
        ]
    }

    /// The RFC 8785 form, which is what gets signed.
    package var canonicalText: String { CanonicalJSON.text(of: json) }

    /// Reads a statement. Members that are not known are passed over.
    package init(json: JSONValue) throws(StatementError) {
        guard case .object = json else { throw .notAnObject }
        let type = json["_type"]?.text
        guard type == InTotoStatement.type else { throw .wrongType(type ?? "") }
        guard let elements = json["subject"]?.elements, !elements.isEmpty else { throw .noSubject }
        guard let predicateType = json["predicateType"]?.text, !predicateType.isEmpty else { throw .noPredicateType }
        var subjects: [Subject] = []
        for element in elements {
            guard case .object(let members)? = element["digest"], !members.isEmpty else {
                throw .subjectWithoutDigest(number: subjects.count + 1)
            }
            var digest: [String: String] = [:]
            for member in members {
                guard let text = member.value.text else { throw .subjectWithoutDigest(number: subjects.count + 1) }
                digest[member.name] = text
            }
            subjects.append(Subject(name: element["name"]?.text ?? "", digest: digest))
        }
        self.init(subjects: subjects, predicateType: predicateType, predicate: json["predicate"] ?? [:])
    }

    static func digestSet(_ digest: [String: String]) -> JSONValue {
        .object(digest.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) })
    }
}

/// Why a document is no in-toto statement.
package enum StatementError: Error, Hashable, Sendable {
    case notAnObject
    case wrongType(String)
    case noSubject
    case subjectWithoutDigest(number: Int)
    case noPredicateType

    /// The fact and the rule, in words.
    package var message: String {
        switch self {
        case .notAnObject: "the statement is no JSON object"
        case .wrongType(let type):
            "the statement's \"_type\" is \"\(type.prefix(80))\"; accepted: \"\(InTotoStatement.type)\""
        case .noSubject: "the statement has no \"subject\""
        case .subjectWithoutDigest(let number): "subject \(number) of the statement has no digest"
        case .noPredicateType: "the statement has no \"predicateType\""
        }
    }
}

extension StatementError: CustomStringConvertible {
    package var description: String { message }
}
