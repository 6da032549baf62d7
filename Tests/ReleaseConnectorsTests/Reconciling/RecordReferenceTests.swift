import ReleaseModel
import Testing

@testable import ReleaseConnectors

@Suite("References to records")
struct RecordReferenceTests {
    @Test(
        arguments: [
            ("jira", "https://acme.atlassian.net/browse/REL-12", "REL-12"),
            ("jira", "https://acme.atlassian.net/browse/REL-12?focusedId=9", "REL-12"),
            ("jira", "REL-12", "REL-12"),
            ("confluence", "https://acme.atlassian.net/wiki/spaces/TRN/pages/65011/DRAFT+readiness", "65011"),
            ("confluence", "https://acme.atlassian.net/wiki/spaces/TRN/pages/edit-v2/65011?draftShareId=x", "65011"),
            ("github", "https://github.com/acme/shop/issues/42", "42"),
            ("github", "https://github.com/acme/shop/pull/7#issuecomment-1", "7"),
            ("gitlab", "https://gitlab.example.com/acme/shop/-/issues/3", "3"),
            ("slack", "https://acme.slack.com/archives/C0DRAFTS/p1795000000000100", "1795000000.000100"),
            (
                "notion", "https://www.notion.so/acme/DRAFT-readiness-11111111222243338444555555555555",
                "11111111-2222-4333-8444-555555555555"
            ),
            ("servicenow", "https://acme.service-now.com/change_request.do?sys_id=9d38&view=x", "9d38"),
            ("azure-devops", "https://dev.azure.com/acme/shop/_workitems/edit/815", "815"),
            ("redmine", "https://redmine.example.com/issues/99", "99"),
            ("rt", "https://rt.example.com/Ticket/Display.html?id=1001", "1001"),
            ("linear", "https://linear.app/acme/issue/REL-4/draft", "https://linear.app/acme/issue/REL-4/draft"),
        ] as [(ConnectorID, String, String)])
    func anAddressGivesItsID(connector: ConnectorID, reference: String, id: String) {
        #expect(RecordReference.id(of: reference, at: connector) == id)
        #expect(RecordReference.names(reference, id))
    }

    @Test(arguments: [
        ("https://github.com/acme/shop/issues/42", "4"), ("https://example.com:12/x", "12"), ("REL-12", "REL-1"),
        ("https://acme.atlassian.net/browse/REL-12", "REL-1"), ("", ""), ("x", ""),
    ])
    func anotherIDIsNotNamed(reference: String, id: String) {
        #expect(RecordReference.names(reference, id) == (reference == id))
    }
}
