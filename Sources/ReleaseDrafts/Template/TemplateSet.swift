package import ReleaseModel

/// The templates of a run: the built-in ones, some of them replaced by the project's own.
package struct TemplateSet: Sendable {
    /// One template's text and the name of its file, for messages.
    package struct Source: Hashable, Sendable {
        package var file: String
        package var text: String

        package init(file: String, text: String) {
            self.file = file
            self.text = text
        }
    }

    /// By name without the file's ending, such as `change-ticket`.
    let sources: [String: Source]
    /// Overrides that replace nothing and are used by no template, and whatever is wrong with the others.
    package let diagnostics: [Diagnostic]
    /// The templates that passed all checks, by name; those of one target by name and connector, as `announcement.slack`.
    let templates: [String: DraftTemplate]

    /// The built-in templates alone.
    package static let builtIn = TemplateSet()

    /// The built-in templates, with `overrides` in the place of those of the same name. An override of another name is
    /// a partial for other overrides.
    ///
    /// A template or partial whose name ends with a connector, such as `announcement.slack` or `review-footer.email`, takes
    /// the place of the one without for the drafts of that connector.
    ///
    /// - Parameter overrides: by template name, the file as the user named it and its text.
    package init(overrides: [String: (name: String, text: String)] = [:]) {
        var sources = BuiltInTemplates.sources
        for (name, override) in overrides { sources[name] = Source(file: override.name, text: override.text) }
        self.sources = sources
        var diagnostics: [Diagnostic] = []
        var templates: [String: DraftTemplate] = [:]
        var used: Set<String> = []
        var usedBy: [String: Set<String>] = [:]
        for artefact in DraftCatalog.all.map(\.artefact) {
            let result = DraftTemplate.compile(artefact, from: sources, schema: DraftSchema.root)
            diagnostics += result.diagnostics
            used.formUnion(result.usedTemplates)
            usedBy[artefact] = result.usedTemplates
            if let template = result.template { templates[artefact] = template }
        }
        for connector in ConnectorCatalog.all.filter({ $0.access == .writeCapable }).map(\.id) {
            let (own, replaced) = TemplateSet.sources(sources, for: connector, projectsOwn: Set(overrides.keys))
            for artefact in DraftCatalog.all.map(\.artefact) {
                // A draft that uses nothing of the connector's own is the one for all of them.
                guard !replaced.isDisjoint(with: usedBy[artefact] ?? []) else { continue }
                let result = DraftTemplate.compile(artefact, from: own, schema: DraftSchema.root)
                let ownNames = result.usedTemplates.intersection(replaced)
                diagnostics += result.diagnostics
                used.formUnion(ownNames.map { "\($0).\(connector)" })
                if let template = result.template { templates["\(artefact).\(connector)"] = template }
            }
        }
        for name in overrides.keys.sorted() where !used.contains(name) {
            guard let source = sources[name], BuiltInTemplates.sources[name] == nil else { continue }
            let nearest = NearestName.of(name, among: TemplateSet.possibleNames(used))
            diagnostics.append(
                Diagnostic(
                    .warning, at: SourceLocation(file: source.file),
                    "no draft uses the template \"\(name)\"\(NearestName.hint(nearest))"))
        }
        self.diagnostics = Array(Set(diagnostics)).sorted()
        self.templates = templates
    }

    /// The template of an artefact for a target; nil where it did not pass.
    func template(_ artefact: String, for connector: ConnectorID) -> DraftTemplate? {
        templates["\(artefact).\(connector)"] ?? templates[artefact]
    }

    /// The sources as drafts of `connector` see them, and the names that have one of its own. What a project writes for
    /// all targets goes before what is built in for one.
    private static func sources(
        _ sources: [String: Source], for connector: ConnectorID, projectsOwn: Set<String>
    ) -> (own: [String: Source], replaced: Set<String>) {
        var own = sources
        var replaced: Set<String> = []
        for (name, source) in sources where name.hasSuffix(".\(connector)") {
            let base = String(name.dropLast(connector.name.count + 1))
            if projectsOwn.contains(base), !projectsOwn.contains(name) { continue }
            own[base] = source
            replaced.insert(base)
        }
        return (own, replaced)
    }

    /// The names that a template could have been meant to have: those that are used, and each with a connector.
    private static func possibleNames(_ used: Set<String>) -> [String] {
        let bases = Set(BuiltInTemplates.sources.keys).union(used).filter { !$0.contains(".") }
        let connectors = ConnectorCatalog.all.filter { $0.access == .writeCapable }.map(\.id)
        return (bases + bases.flatMap { base in connectors.map { "\(base).\($0)" } }).sorted()
    }

    /// The words of the project's own templates with their places, so that what a draft may not hold is found where it
    /// was written.
    package var overriddenLines: [(text: String, location: SourceLocation)] {
        sources.filter { $0.value != BuiltInTemplates.sources[$0.key] }.sorted { $0.key < $1.key }.flatMap {
            _, source in
            var scanner = TemplateScanner(text: source.text, file: source.file)
            return scanner.words()
        }
    }

    /// The names of the drafts' templates and of the partials they share, sorted.
    package static var builtInNames: [String] { BuiltInTemplates.sources.keys.sorted() }

    /// The text of a built-in template, for people who want to start from it; nil where there is none of the name.
    package static func builtInText(named name: String) -> String? { BuiltInTemplates.sources[name]?.text }
}

/// The templates that are compiled into the program, from `templates/drafts`.
enum BuiltInTemplates {
    static let sources: [String: TemplateSet.Source] = [
        "announcement": source("announcement", PackageResources.announcement_mustache),
        "announcement.slack": source("announcement.slack", PackageResources.announcement_slack_mustache),
        "announcement.statuspage": source(
            "announcement.statuspage", PackageResources.announcement_statuspage_mustache),
        "ask": source("ask", PackageResources.ask_mustache),
        "change-ticket": source("change-ticket", PackageResources.change_ticket_mustache),
        "escalation-notice": source("escalation-notice", PackageResources.escalation_notice_mustache),
        "post-implementation-review": source(
            "post-implementation-review", PackageResources.post_implementation_review_mustache),
        "readiness-page": source("readiness-page", PackageResources.readiness_page_mustache),
        "reach": source("reach", PackageResources.reach_mustache),
        "release-notes": source("release-notes", PackageResources.release_notes_mustache),
        "requests": source("requests", PackageResources.requests_mustache),
        "exceptions": source("exceptions", PackageResources.exceptions_mustache),
        "review-footer": source("review-footer", PackageResources.review_footer_mustache),
        "rollback-runbook": source("rollback-runbook", PackageResources.rollback_runbook_mustache),
        "support-brief": source("support-brief", PackageResources.support_brief_mustache),
        "way-back": source("way-back", PackageResources.way_back_mustache),
        "waiver-expiry": source("waiver-expiry", PackageResources.waiver_expiry_mustache),
    ]

    private static func source(_ name: String, _ bytes: [UInt8]) -> TemplateSet.Source {
        TemplateSet.Source(
            file: "templates/drafts/\(name).mustache", text: String(decoding: bytes, as: UTF8.self))
    }
}
