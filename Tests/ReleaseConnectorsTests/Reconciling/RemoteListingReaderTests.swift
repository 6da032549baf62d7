import ReleaseModel
import Testing

@testable import ReleaseConnectors

@Suite("Listings")
struct RemoteListingReaderTests {
    private static let key = "rg1-0f6028c0b092cf92377f"
    private static let digest = "sha256:" + String(repeating: "ab", count: 32)
    private static let marker = JSONValue.string("<!-- releasegate:v1 key=\(key) digest=\(digest) -->\n\ntext")

    @Test(
        arguments: [
            (
                "jira",
                [
                    "issues": [
                        [
                            "key": "REL-7",
                            "fields": [
                                "summary": "DRAFT x", "updated": "2026-11-20T10:00:00.000+0000",
                                "labels": ["releasegate-draft", "rgk-0f6028c0b092cf92377f"],
                                "status": ["statusCategory": ["key": "new"]],
                            ],
                        ]
                    ], "isLast": true,
                ], "REL-7", "draft", true
            ),
            (
                "jira",
                [
                    "issues": [
                        [
                            "key": "REL-7", "fields": ["status": ["statusCategory": ["key": "done"]]],
                            "properties": ["releasegate.writeback": ["key": .string(key), "digest": .string(digest)]],
                        ]
                    ], "isLast": false, "nextPageToken": "x",
                ], "REL-7", "published", false
            ),
            (
                "github", [["number": 4, "title": "DRAFT x", "body": marker, "state": "open", "updated_at": "t"]], "4",
                "draft", true
            ),
            ("github", [["number": 4, "title": "DRAFT x", "body": marker, "state": "closed"]], "4", "published", true),
            (
                "github", [["id": 9, "tag_name": "t", "draft": true, "name": "DRAFT", "body": marker]], "9", "draft",
                true
            ),
            (
                "github", [["id": 9, "tag_name": "t", "draft": false, "name": "v1", "body": marker]], "9", "published",
                true
            ),
            (
                "github",
                [["number": 5, "head": ["ref": "releasegate/x"], "draft": false, "state": "open", "body": marker]], "5",
                "published", true
            ),
            (
                "gitlab", [["iid": 3, "description": marker, "state": "opened", "confidential": true]], "3", "draft",
                true
            ),
            (
                "gitlab", [["iid": 3, "description": marker, "state": "opened", "confidential": false]], "3",
                "published", true
            ),
            (
                "confluence",
                ["id": "88", "status": "draft", "title": .string("DRAFT x [\(key)]"), "version": ["number": 1]],
                "88", "draft", true
            ),
            (
                "confluence",
                [
                    "results": [["id": "88", "status": "current", "title": .string("x [\(key)]")]],
                    "_links": ["next": "/n"],
                ],
                "88", "published", false
            ),
            (
                "redmine",
                [
                    "issues": [
                        [
                            "id": 12, "subject": "DRAFT x rgk-0f6028c0b092cf92377f", "status": ["is_closed": false],
                            "is_private": true,
                        ]
                    ], "total_count": 1, "offset": 0, "limit": 25,
                ], "12", "draft", true
            ),
            (
                "redmine",
                [
                    "issues": [["id": 12, "custom_fields": [["value": .string(key)]], "closed_on": "t"]],
                    "total_count": 60,
                ], "12",
                "published", false
            ),
            (
                "mediawiki",
                [
                    "query": [
                        "pages": [
                            ["pageid": 5, "title": .string("Draft:Releasegate/\(key)"), "revisions": [["revid": 77]]]
                        ]
                    ]
                ], "5", "draft", true
            ),
            (
                "mediawiki",
                ["query": ["pages": ["5": ["pageid": 5, "title": .string("Releasegate/\(key)")]]], "continue": [:]],
                "5", "published", false
            ),
            (
                "servicenow",
                ["result": [["sys_id": "abc", "correlation_id": .string(key), "state": "-5", "sys_mod_count": "2"]]],
                "abc", "draft", true
            ),
            (
                "slack",
                [
                    "ok": true, "has_more": false, "response_metadata": ["next_cursor": ""],
                    "messages": [
                        [
                            "type": "message", "ts": "1795000000.000100", "text": "DRAFT x",
                            "metadata": [
                                "event_type": "releasegate_draft",
                                "event_payload": ["key": .string(key), "digest": .string(digest)],
                            ],
                        ]
                    ],
                ], "1795000000.000100", "draft", true
            ),
            (
                "slack",
                [
                    "ok": true, "has_more": true,
                    "messages": [["ts": "1.2", "subtype": "tombstone", "blocks": [["block_id": .string(key)]]]],
                ], "1.2", "removed", false
            ),
            (
                "linear",
                [
                    "data": [
                        "issues": [
                            "nodes": [
                                [
                                    "id": "9cfb482a", "title": "DRAFT x", "updatedAt": "2026-11-20T10:00:00.000Z",
                                    "description": .string("text\n\nreleasegate \(key) sha256:abababab"),
                                    "state": ["type": "backlog"],
                                ]
                            ], "pageInfo": ["hasNextPage": false],
                        ]
                    ]
                ], "9cfb482a", "draft", true
            ),
            (
                "linear",
                [
                    "data": [
                        "issue": [
                            "id": "9cfb482a", "description": .string("releasegate \(key) sha256:abababab"),
                            "state": ["type": "started"],
                        ]
                    ]
                ], "9cfb482a", "published", false
            ),
            (
                "azure-devops",
                [
                    "count": 1,
                    "value": [
                        [
                            "id": 815, "rev": 3,
                            "fields": [
                                "System.Title": "DRAFT x", "System.State": "New",
                                "System.Tags": "releasegate-draft; rgk-0f6028c0b092cf92377f",
                            ],
                        ]
                    ],
                ], "815", "draft", false
            ),
            (
                "azure-devops",
                [
                    "value": [
                        ["pullRequestId": 4, "isDraft": false, "status": "active", "description": marker]
                    ]
                ], "4", "published", false
            ),
            (
                "email",
                [
                    "value": [
                        [
                            "id": "AAMk", "isDraft": true, "changeKey": "CQ", "subject": "DRAFT x",
                            "internetMessageHeaders": [
                                ["name": "X-Releasegate-Key", "value": .string(key)],
                                ["name": "X-Releasegate-Digest", "value": .string(digest)],
                            ],
                        ]
                    ]
                ], "AAMk", "draft", true
            ),
            (
                "matrix",
                [
                    "chunk": [
                        [
                            "event_id": "$2", "origin_server_ts": 2,
                            "content": [
                                "body": "* DRAFT x", "dev.releasegate.draft": ["key": .string(key)],
                                "m.relates_to": ["rel_type": "m.replace", "event_id": "$1"],
                            ],
                        ],
                        [
                            "event_id": "$1", "origin_server_ts": 1,
                            "content": ["body": "DRAFT x", "dev.releasegate.draft": ["key": .string(key)]],
                        ],
                    ]
                ], "$1", "draft", true
            ),
            (
                "jira",
                [
                    "releasegate_listing": 1, "complete": true,
                    "entries": [["id": 4, "key": .string(key), "state": "draft", "digest": .string(digest)]],
                ], "4", "draft", true
            ),
            (
                "jira", ["releasegate_listing": 1, "entries": [["id": "4", "key": .string(key), "state": "odd"]]], "4",
                "published",
                false
            ),
        ] as [(ConnectorID, JSONValue, String, String, Bool)])
    func reads(connector: ConnectorID, document: JSONValue, id: String, state: String, isComplete: Bool) throws {
        let listing = try RemoteListingReader.read(document, connector: connector)
        let entry = try #require(listing.entries.first)
        #expect(entry.id == id)
        #expect(entry.key?.name == RemoteListingReaderTests.key)
        #expect(entry.state.rawValue == state)
        #expect(listing.isComplete == isComplete)
    }

    @Test(
        "what is no listing is refused",
        arguments: [
            ("jira", [:]), ("github", ["message": "Not Found"]), ("jira", ["issues": [[:]]]), ("matrix", []),
            ("github", ["releasegate_listing": 1, "connector": "jira", "entries": []]), ("redmine", nil),
        ] as [(ConnectorID, JSONValue)])
    func refuses(connector: ConnectorID, document: JSONValue) {
        #expect(throws: RemoteListingReader.Failure.self) {
            try RemoteListingReader.read(document, connector: connector)
        }
    }

    /// As Request Tracker 5.0.3 answers: the fields come in any order, and an empty one has no value.
    @Test("a ticket of Request Tracker carries key and digest in its fields")
    func requestTrackerFields() throws {
        let (key, digest) = (RemoteListingReaderTests.key, RemoteListingReaderTests.digest)
        func listing(digest: [JSONValue]) throws -> RemoteListing {
            try RemoteListingReader.read(
                [
                    "total": 1, "count": 1, "page": 1, "pages": 1,
                    "items": [
                        [
                            "id": "4", "type": "ticket", "Status": "new", "Subject": "DRAFT x",
                            "LastUpdated": "2026-11-21T09:11:21Z",
                            "CustomFields": [
                                ["id": "3", "name": "ReleasegateDigest", "values": .array(digest)],
                                ["id": "2", "name": "ReleasegateKey", "values": [.string(key)]],
                            ],
                        ]
                    ],
                ], connector: "rt")
        }
        let entry = try #require(try listing(digest: [.string(digest)]).entries.first)
        #expect(entry.key?.name == key)
        #expect(entry.digest?.prefixed == digest)
        #expect(entry.revision == "2026-11-21T09:11:21Z")
        #expect(try listing(digest: []).entries.first?.digest == nil)
    }

    @Test("a wiki's listing without pages is empty and whole, and a page's text tells the digest")
    func wikiListing() throws {
        let nothing = try RemoteListingReader.read(["batchcomplete": true], connector: "mediawiki")
        #expect(nothing.entries.isEmpty && nothing.isComplete)
        let (key, digest) = (RemoteListingReaderTests.key, RemoteListingReaderTests.digest)
        let text = "<!-- releasegate:v1 key=\(key) digest=\(digest) -->\nkey=rg1-00000000000000000000"
        for revision: JSONValue in [
            ["revid": 77, "content": .string(text)], ["revid": 77, "slots": ["main": ["content": .string(text)]]],
            ["revid": 77, "*": .string(text)],
        ] {
            let page: JSONValue = ["pageid": 5, "title": .string("Draft:Releasegate/\(key)"), "revisions": [revision]]
            let listing = try RemoteListingReader.read(
                ["batchcomplete": true, "query": ["pages": [page]]], connector: "mediawiki")
            #expect(listing.entries.first?.key?.name == key)
            #expect(listing.entries.first?.digest?.prefixed == digest)
        }
    }

    @Test("a full page of a GitHub list may not be the last")
    func fullPage() throws {
        let issues = (1...100).map { number -> JSONValue in ["number": .integer(Int64(number)), "body": "x"] }
        #expect(try !RemoteListingReader.read(.array(issues), connector: "github").isComplete)
    }

    @Test("an IMAP header dump gives UIDs, keys and digests")
    func headerDump() {
        let text = """
            * 1 FETCH (UID 17 BODY[HEADER] {220}
            X-Unsent: 1
            Subject: DRAFT announcement
            X-Releasegate-Key: \(RemoteListingReaderTests.key)
            X-Releasegate-Digest:
             \(RemoteListingReaderTests.digest)

            )
            * 2 FETCH (UID 18 BODY[HEADER] {20}
            Subject: lunch

            )
            A3 OK FETCH completed
            """
        let listing = RemoteListingReader.read(headerDump: text.replacing("\n", with: "\r\n"))
        #expect(listing.isComplete)
        #expect(listing.entries.map(\.id) == ["17", "18"])
        #expect(listing.entries.first?.key?.name == RemoteListingReaderTests.key)
        #expect(listing.entries.first?.digest?.prefixed == RemoteListingReaderTests.digest)
        #expect(listing.entries.last?.key == nil)
    }

    @Test("an empty Drafts folder answers with one line")
    func emptyFolder() {
        let listing = RemoteListingReader.read(headerDump: "a1 OK Fetch completed (0.001 + 0.000 secs).\r\n")
        #expect(listing.isComplete && listing.entries.isEmpty)
        #expect(!RemoteListingReader.read(headerDump: "a1 NO such folder\r\n").isComplete)
    }

    @Test("what encoders write is found again in a listing")
    func roundTrip() throws {
        let draft = SampleDraft.draft("github")
        let payload = GitHubEncoder.encode(draft, settings: SampleDraft.settings).payload.body
        let remote: JSONValue = [["number": 3, "body": payload["body"] ?? nil, "state": "open", "updated_at": "t"]]
        let listing = try RemoteListingReader.read(remote, connector: "github")
        guard case .unchanged = DraftReconciler.outcome(of: draft, row: nil, listing: listing) else {
            Issue.record("not found again")
            return
        }
    }

    @Test(
        "a document tells what it lists",
        arguments: [
            ("jira", ["issues": [["key": "REL-7", "fields": ["summary": "x"]]], "isLast": true]),
            ("redmine", ["issues": [["id": 7, "subject": "x", "tracker": ["id": 1]]], "total_count": 1]),
            ("github", [["number": 4, "node_id": "I_1", "title": "x"]]),
            ("gitlab", [["iid": 4, "web_url": "https://gitlab.example.com/x", "title": "x"]]),
            ("slack", ["ok": true, "messages": [["ts": "1.2"]]]),
            ("notion", ["object": "list", "results": [["id": "x", "properties": [:]]], "has_more": false]),
            ("servicenow", ["result": [["sys_id": "x"]]]),
            ("email", ["value": [["id": "x", "subject": "y"]]]),
            ("azure-devops", ["value": [["id": 1, "fields": ["System.Title": "x"]]]]),
            ("jira", ["releasegate_listing": 1, "connector": "jira", "entries": []]),
        ] as [(ConnectorID, JSONValue)])
    func detects(connector: ConnectorID, document: JSONValue) {
        let all = Set(ConnectorCatalog.all.map(\.id)).subtracting(["jsm"])
        #expect(ListingDetection.connectors(of: document, among: all) == [connector])
    }

    @Test("an empty list of bare records can be anybody's")
    func ambiguous() {
        #expect(ListingDetection.connectors(of: [], among: ["github", "gitlab", "jira"]) == ["github", "gitlab"])
        #expect(ListingDetection.connectors(of: ["message": "Not Found"], among: ["github", "jira"]) == [])
    }

    @Test("a failed call is no empty listing")
    func failedCall() {
        #expect(throws: RemoteListingReader.Failure.self) {
            try RemoteListingReader.read(["ok": false, "error": "not_in_channel"], connector: "slack")
        }
    }

    @Test("pages are one listing, as complete as the last of them")
    func pages() throws {
        func page(_ id: String, isLast: Bool) throws -> RemoteListing {
            try RemoteListingReader.read(
                [
                    "issues": [["key": .string(id), "fields": [:]], ["key": "REL-1", "fields": [:]]],
                    "isLast": .bool(isLast),
                ],
                connector: "jira")
        }
        let joined = try #require(
            RemoteListing.joined([page("REL-2", isLast: false), page("REL-3", isLast: true)]))
        #expect(joined.entries.map(\.id) == ["REL-1", "REL-2", "REL-3"])
        #expect(joined.isComplete)
        #expect(
            RemoteListing.joined([try page("REL-2", isLast: true), try page("REL-3", isLast: false)])?.isComplete
                == false)
    }

    @Test("the visible footer gives the digest's first digits, wherever else the key stands")
    func footer() throws {
        let text =
            "Draft key: \(RemoteListingReaderTests.key), for Jira.\n\nreleasegate \(RemoteListingReaderTests.key) "
            + "sha256:abababab"
        let found = try #require(DraftMarker.find(in: text))
        #expect(found.shortDigest == "abababab")
        let entry = RemoteListing.Entry(
            id: "1", revision: nil, key: found.key, digest: found.digest, shortDigest: found.shortDigest, state: .draft,
            title: "")
        #expect(ContentDigest(String(repeating: "ab", count: 32)).map(entry.says) == true)
        #expect(ContentDigest(String(repeating: "ac", count: 32)).map(entry.says) == false)
    }
}
