package import ReleaseModel

/// How a person, or a client that a person runs, carries one payload over. It holds no authorization value.
package struct RequestCard: Hashable, Sendable {
    /// How a draft is found again, so that it is never made twice.
    package struct Anchor: Hashable, Sendable {
        /// Where the key stands, in words.
        package var place: String
        /// The read-only request that finds it; nil for files.
        package var lookUp: String?

        package init(_ place: String, lookUp: String?) {
            self.place = place
            self.lookUp = lookUp
        }
    }

    package var draft: Draft
    /// Nil where the target has no draft state, so that only a file is made, or takes no such operation.
    package var shape: RequestShape?
    /// The path with the values that are known.
    package var path: String?
    /// Beside the content type.
    package var headers: [JSONValue.Member]
    package var payload: PayloadFile
    package var anchor: Anchor
    /// How an update notices that somebody else changed the record.
    package var conditionalUpdate: String
    /// Settings that only the site knows and that are missing.
    package var missingSettings: [String]
    package var notes: [String]

    /// What marks the record or file as a draft, in sentences.
    private var draftMarkers: [String] {
        if let shape { return shape.draftMarkers }
        return payload.contentType == "message/rfc822"
            ? [BodyPredicate.isUnsentMail.sentence] : ["the title begins with \"DRAFT\""]
    }

    /// The card as a JSON document.
    package var document: JSONValue {
        let connector = ConnectorCatalog.connector(draft.connector)
        var request = JSONValue.null
        if let shape {
            request = [
                "method": .string(shape.method), "path_template": .string(shape.path.text), "path": JSONValue(path),
                "content_type": .string(shape.contentType), "headers": .object(headers),
                "body_file": .string(payload.name),
            ]
        }
        return [
            "releasegate": "request-card/v1",
            "connector": .string(draft.connector.name), "container": .string(draft.container),
            "kind": .string(draft.kind.rawValue), "artefact": .string(draft.artefact),
            "operation": .string(draft.operation.rawValue), "tier": .string((shape?.tier ?? draft.tier).rawValue),
            "key": .string(draft.key.name), "content_digest": .string(draft.contentDigest.prefixed),
            "revision": .integer(Int64(draft.revision)),
            "request": request,
            "body_file": .string(payload.name), "body_content_type": .string(payload.contentType),
            "draft_markers": .array(draftMarkers.map { .string($0) }),
            "required_fields": .array((shape?.requiredFields ?? []).map { .string($0) }),
            "stays_a_draft_while": .array((shape?.predicates ?? []).map { .string($0.sentence) }),
            "idempotency": ["anchor": .string(anchor.place), "look_up": JSONValue(anchor.lookUp)],
            "conditional_update": .string(conditionalUpdate),
            "least_permission": .string(shape?.leastPermission ?? connector?.leastPermission ?? "none"),
            "approver_roles": .array(draft.approverRoles.map { .string($0.name) }),
            "approver_reason": .string(draft.approverReason),
            "re_review_when_changed": .array(
                draft.triggers.map { ["input": .string($0.input), "digest": .string($0.digest.prefixed)] }),
            "hand_off": .string(draft.handOff),
            "missing_settings": .array(missingSettings.map { .string($0) }),
            "notes": .array(notes.map { .string($0) }),
        ]
    }
}
