import JSONStream

/// Every reader, surest formats first within a group. A visible list: a test holds the docs against it.
package enum EvidenceReaderCatalog {
    /// All readers.
    package static let all: [any EvidenceReader.Type] =
        infrastructure + cost + quality + continuousIntegration + workAndWords + operations

    private static let infrastructure: [any EvidenceReader.Type] = [
        TerraformPlanReader.self,
        TerraformPlanStreamReader.self,
        PulumiPreviewReader.self,
        PulumiEventLogReader.self,
        CloudFormationChangeSetReader.self,
        AnsibleCheckReader.self,
        AnsibleCheckLinesReader.self,
    ]
    private static let cost: [any EvidenceReader.Type] = [
        InfracostReader.self
    ]
    private static let quality: [any EvidenceReader.Type] = [
        JUnitXMLReader.self,
        SARIFReader.self,
        CoberturaReader.self,
        LCOVReader.self,
        K6SummaryReader.self,
        ScorecardReader.self,
        ConftestReader.self,
        CheckovReader.self,
    ]
    private static let continuousIntegration: [any EvidenceReader.Type] = [
        GitHubCheckRunsReader.self,
        GitHubWorkflowRunsReader.self,
        GitHubCommitStatusReader.self,
        GitHubDeploymentsReader.self,
        GitHubReviewsReader.self,
        GitHubProtectionReader.self,
        GitHubRulesetsReader.self,
        GitHubPullRequestReader.self,
        GitHubPullRequestChecksReader.self,
        GitHubReleasesReader.self,
        GitLabPipelineReader.self,
        GitLabDeploymentsReader.self,
        GitLabTestReportReader.self,
        GitLabMergeRequestReader.self,
        GitLabApprovalsReader.self,
        GitLabFreezePeriodsReader.self,
        GitLabMergeTrainReader.self,
        GitLabReleasesReader.self,
        GitLabEnvironmentReader.self,
        GitLabProtectedEnvironmentReader.self,
        GitLabProtectedBranchReader.self,
        GitLabApprovalRulesReader.self,
        GitLabGraphReader.self,
        JenkinsBuildReader.self,
        JenkinsStageViewReader.self,
        JenkinsBlueOceanReader.self,
        TektonPipelineRunReader.self,
    ]
    private static let workAndWords: [any EvidenceReader.Type] = [
        JiraSearchReader.self,
        JSMApprovalsReader.self,
        JSMRequestReader.self,
        ServiceNowChangeReader.self,
        GitHubIssuesReader.self,
        ConfluencePageReader.self,
        NotionPageReader.self,
        NotionQueryReader.self,
        SlackMessagesReader.self,
        SignOffReader.self,
    ]
    private static let operations: [any EvidenceReader.Type] = [
        PrometheusQueryReader.self,
        AlertmanagerReader.self,
        OpsgenieAlertsReader.self,
        SLOReportReader.self,
        StatuspageReader.self,
        PagerDutyReader.self,
        DSSEEnvelopeReader.self,
        InTotoStatementReader.self,
    ]

    /// The reader of the format called `id`.
    package static func reader(of id: String) -> (any EvidenceReader.Type)? {
        all.first { $0.format.id == id }
    }

    /// The reader that is surest of a document with this outline; nil where none recognises it.
    package static func reader(for outline: DocumentOutline) -> (any EvidenceReader.Type)? {
        var best: (reader: any EvidenceReader.Type, recognition: Recognition)?
        for reader in all {
            let recognition = reader.recognizes(outline)
            if recognition > (best?.recognition ?? .no) { best = (reader, recognition) }
        }
        return best?.reader
    }

    /// How many bytes of a document are looked at first to tell its format.
    package static let outlineLength = 64 * 1024

    /// Reads a document, telling its format by content unless `statedFormat` names one.
    ///
    /// - Throws: `EvidenceError` where the format is unknown or the document cannot be read as it.
    package static func read(
        _ document: EvidenceDocument, statedFormat: String? = nil
    ) throws(EvidenceError) -> (format: EvidenceFormat, reading: EvidenceReading) {
        do throws(EvidenceError) {
            let reader = try reader(of: document, statedFormat: statedFormat)
            return (reader.format, try read(document, with: reader))
        } catch {
            throw error.redacted()
        }
    }

    /// Reads a document with the reader that was found for it. Nothing else may call a reader: here is where texts that
    /// look like secrets are taken out of what it gives and of its errors.
    package static func read(
        _ document: EvidenceDocument, with reader: any EvidenceReader.Type
    ) throws(EvidenceError) -> EvidenceReading {
        do throws(EvidenceError) {
            return try reader.read(document).redacted()
        } catch {
            throw error.redacted()
        }
    }

    /// The reader for a document: the stated one, else by its beginning, else by all its outermost names.
    package static func reader(
        of document: EvidenceDocument, statedFormat: String? = nil
    ) throws(EvidenceError) -> any EvidenceReader.Type {
        if let statedFormat {
            if let reader = reader(of: statedFormat) { return reader }
            let known = all.map { $0.format.id }.sorted().joined(separator: ", ")
            throw EvidenceError("the format \"\(statedFormat)\" is not known; known are \(known)")
        }
        let head = try document.head(outlineLength)
        try EncodingCheck.check(head)
        var outline = DocumentOutline(of: head)
        if outline.shape == .empty { throw EvidenceError("the document is empty") }
        if let reader = reader(for: outline) { return reader }
        if outline.shape == .jsonObject {
            var json = try document.json()
            let (whole, stoppedBy) = DocumentOutline.ofObject(&json)
            if let reader = reader(for: whole) { return reader }
            if let stoppedBy { throw EvidenceError(stoppedBy) }
            outline = whole
        }
        if let error = try UnrecognizedDocument.reason(document, outline, head: head) { throw error }
        throw EvidenceError(
            "the format was not recognised: this is \(outline.inWords), and none of the \(all.count) formats that are read; "
                + "`releasegate explain` lists them, and `format:` in the release file can name one")
    }
}
