package import ReleaseModel

extension JSONValue {
    var instant: Instant? { text.flatMap { Instant(rfc3339: $0) } }

    func strings(_ name: String) -> [String] { self[name]?.elements?.compactMap(\.text) ?? [] }
}

extension Draft.Trigger {
    var json: JSONValue { ["input": .string(input), "digest": .string(digest.hexadecimal)] }

    init?(json: JSONValue) {
        guard let input = json["input"]?.text, let digest = json["digest"]?.text.flatMap({ ContentDigest($0) }) else {
            return nil
        }
        self.init(input: input, digest: digest)
    }
}

extension ApprovalSubject {
    /// What `text` names, such as `gate:production`; nil where it names nothing.
    package init?(text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "gate": self = .gate(EnvironmentID(parts[1]))
        case "draft": self = .draft(DraftKey(parts[1]))
        case "waiver": self = .waiver(WaiverID(parts[1]))
        default: return nil
        }
    }
}

extension ApprovedContent.Item {
    var json: JSONValue {
        ["name": .string(name), "value": .string(value), "severity": severity.map(JSONValue.integer) ?? .null]
    }

    init?(json: JSONValue) {
        guard let name = json["name"]?.text, let value = json["value"]?.text else { return nil }
        self.init(name: name, value: value, severity: json["severity"]?.wholeNumber)
    }
}

extension ApprovalRecord {
    var json: JSONValue {
        [
            "subject": .string(subject.text), "vote": .string(vote.rawValue), "role": .string(role.name),
            "person": .string(person.name), "reason": .string(reason), "at": JSONValue(at),
            "expires_at": JSONValue(expiresAt), "content": .array(content.items.map(\.json)),
            "identity": .string(strength.rawValue), "on_behalf_of": JSONValue(onBehalfOf?.name),
        ]
    }

    init?(json: JSONValue) {
        guard let subject = json["subject"]?.text.flatMap(ApprovalSubject.init(text:)),
            let vote = json["vote"]?.text.flatMap(Vote.init(rawValue:)), let role = json["role"]?.text,
            let person = json["person"]?.text, let at = json["at"]?.instant,
            let strength = json["identity"]?.text.flatMap(IdentityStrength.init(rawValue:))
        else { return nil }
        let items = json["content"]?.elements?.compactMap(ApprovedContent.Item.init(json:)) ?? []
        self.init(
            subject: subject, vote: vote, role: RoleID(role), person: PersonID(person),
            reason: json["reason"]?.text ?? "", at: at, expiresAt: json["expires_at"]?.instant,
            content: ApprovedContent(items: items), strength: strength,
            onBehalfOf: json["on_behalf_of"]?.text.map { PersonID($0) })
    }
}

extension Waiver {
    var json: JSONValue {
        [
            "id": .string(id.name), "criterion": .string(criterion.name),
            "environments": .array(environments.map { .string($0.name) }), "revision": JSONValue(revision),
            "owner": .string(owner.name), "requester": .string(requester.name), "approver": JSONValue(approver?.name),
            "approver_role": JSONValue(approverRole?.name), "reason": .string(reason), "ticket": .string(ticket),
            "start": JSONValue(start), "end": JSONValue(end), "renewals": JSONValue(renewals),
        ]
    }

    init?(json: JSONValue) {
        guard let id = json["id"]?.text, let criterion = json["criterion"]?.text, let owner = json["owner"]?.text,
            let requester = json["requester"]?.text, let start = json["start"]?.instant, let end = json["end"]?.instant
        else { return nil }
        self.init(
            id: WaiverID(id), criterion: CriterionID(criterion),
            environments: json.strings("environments").map { EnvironmentID($0) }, revision: json["revision"]?.text,
            owner: RoleID(owner), requester: PersonID(requester),
            approver: json["approver"]?.text.map { PersonID($0) },
            approverRole: json["approver_role"]?.text.map { RoleID($0) }, reason: json["reason"]?.text ?? "",
            ticket: json["ticket"]?.text ?? "", start: start, end: end,
            renewals: Int(json["renewals"]?.wholeNumber ?? 0))
    }
}

extension Delegation {
    var json: JSONValue {
        [
            "role": .string(role.name), "from": .string(from.name), "to": .string(to.name), "start": JSONValue(start),
            "end": JSONValue(end), "reason": .string(reason),
        ]
    }

    init?(json: JSONValue) {
        guard let role = json["role"]?.text, let from = json["from"]?.text, let to = json["to"]?.text,
            let start = json["start"]?.instant, let end = json["end"]?.instant
        else { return nil }
        self.init(
            role: RoleID(role), from: PersonID(from), to: PersonID(to), start: start, end: end,
            reason: json["reason"]?.text ?? "")
    }
}

extension EmergencyOverride {
    var json: JSONValue {
        [
            "id": .string(id), "environment": .string(environment.name), "reason": .string(reason),
            "consents": .array(
                consents.map { ["role": .string($0.role.name), "person": .string($0.person.name)] }),
            "start": JSONValue(start), "end": JSONValue(end), "review_due": JSONValue(reviewDue),
            "is_reviewed": .bool(isReviewed), "ended_at": JSONValue(endedAt), "subject": JSONValue(subjectName),
            "modules": .array(modules.map(JSONValue.string)),
        ]
    }

    init?(json: JSONValue) {
        guard let id = json["id"]?.text, let environment = json["environment"]?.text,
            let start = json["start"]?.instant, let end = json["end"]?.instant, let due = json["review_due"]?.instant
        else { return nil }
        let consents = (json["consents"]?.elements ?? []).compactMap { consent -> Consent? in
            guard let role = consent["role"]?.text, let person = consent["person"]?.text else { return nil }
            return Consent(role: RoleID(role), person: PersonID(person))
        }
        self.init(
            id: id, environment: EnvironmentID(environment), reason: json["reason"]?.text ?? "", consents: consents,
            start: start, end: end, reviewDue: due, isReviewed: json["is_reviewed"] == true,
            endedAt: json["ended_at"]?.instant, subjectName: json["subject"]?.text, modules: json.strings("modules"))
    }
}

extension ReleaseOutcome {
    var json: JSONValue {
        [
            "subject": .string(subjectName), "revision": JSONValue(revision),
            "modules": .array(modules.map(JSONValue.string)), "result": .string(result.rawValue), "at": JSONValue(at),
            "environment": JSONValue(environment?.name),
        ]
    }

    init?(json: JSONValue) {
        guard let subject = json["subject"]?.text, let at = json["at"]?.instant,
            let result = json["result"]?.text.flatMap(Result.init(rawValue:))
        else { return nil }
        self.init(
            subjectName: subject, revision: json["revision"]?.text, modules: json.strings("modules"), result: result,
            at: at, environment: json["environment"]?.text.map { EnvironmentID($0) })
    }
}
