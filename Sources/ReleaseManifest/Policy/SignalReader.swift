import ReleaseModel

/// Reads one control signal.
struct SignalReader {
    let fields: FieldReader

    func read(_ id: String) -> ControlPolicy.Signal? {
        let fact = fields.text("fact").map { FactID($0) }
        if let fact, FactCatalog.definition(of: fact) == nil, let place = fields.node("fact")?.location {
            let known = FactCatalog.all.map(\.id.name)
            fields.log.error(
                at: place, "there is no fact \(quoted(fact.name))\(NearestName.hint(for: fact.name, in: known))")
        }
        let owner = fields.role("owner")
        let window = fields.duration("window")
        guard let title = fields.text("title"), let source = fields.text("source"), let green = fields.text("green"),
            let yellow = fields.text("yellow"), let red = fields.text("red"), let window, let owner
        else { return nil }
        return ControlPolicy.Signal(
            id: id, title: title, source: source, fact: fact, green: green, yellow: yellow, red: red, window: window,
            owner: owner, phases: fields.texts("phases") ?? [])
    }
}
