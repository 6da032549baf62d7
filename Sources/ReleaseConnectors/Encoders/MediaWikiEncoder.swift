package import ReleaseModel

/// MediaWiki pages in the Draft namespace, as the form of `action=edit`. The token is the sender's own and not in it.
package enum MediaWikiEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "mediawiki"

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        let marker = envelope.marker + "\n"
        let document = envelope.fit(limit: "2,000,000 bytes") {
            marker.utf8.count + WikitextWriter.body(of: $0.blocks).utf8.count <= 2_000_000
        }
        let title = "'''<nowiki>\(WikitextWriter.escaped(document.title))</nowiki>'''\n\n"
        var fields: [JSONValue.Member] = [
            .init("title", .string("Draft:Releasegate/\(envelope.key)")),
            .init("text", .string(marker + title + WikitextWriter.body(of: document.blocks))),
            .init("summary", .string(envelope.footer)),
        ]
        if envelope.isNew {
            fields.append(.init("createonly", "1"))
        } else {
            fields += [.init("nocreate", "1"), .init("baserevid", .string(envelope.record?.revision ?? "{baserevid}"))]
        }
        fields += [
            .init("watchlist", "nochange"), .init("bot", "1"), .init("assert", "user"), .init("formatversion", "2"),
        ]
        envelope.notes.append("the sender adds the csrf token, which is never stored")
        return envelope.encoded(
            PayloadFile(name: "payload.form", contentType: "application/x-www-form-urlencoded", .form(fields)),
            document: document, form: "page",
            anchor: RequestCard.Anchor(
                "the page's title Draft:Releasegate/\(envelope.key)",
                lookUp: "GET /api.php?action=query&prop=revisions&rvprop=ids|timestamp|user"
                    + "&titles=Draft:Releasegate/\(envelope.key)&format=json&formatversion=2"),
            conditionalUpdate: "createonly for a new page; baserevid for an update: another edit is refused")
    }
}
