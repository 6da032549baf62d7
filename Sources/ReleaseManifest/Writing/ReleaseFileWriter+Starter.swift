import ReleaseModel

extension ReleaseFileWriter {
    /// Why no release file can be made from these sentences; nil where one can.
    package static func refusal(ofSentences text: String) -> String? { SentenceFile.refusal(text) }

    /// A release file to start from, made from the plain sentences in `text`: `name: sentence` lines, a table whose
    /// last column holds the sentences, or sentences in the order of the six inputs.
    ///
    /// What was understood becomes the structured form; what was not stands as a comment under its input.
    package static func starter(fromSentences text: String) -> String {
        let inputs = SentenceFile.inputs(text)
        let document = SentenceFile.order.compactMap { name in
            inputs[name].map { "\(name): \(YAMLText.scalar($0))\n" }
        }.joined()
        guard !document.isEmpty, let release = ReleaseReader.read(Array(document.utf8), named: "sentences").release
        else {
            return starter()
        }
        var notes: [String: [String]] = [:]
        for name in SentenceFile.order {
            if let sentence = inputs[name] {
                notes[name] = ["From: \(PhraseSplitter.stripped(sentence))"]
            } else if name != "preferred_llm" {
                notes[name] = ["Nothing was said about this; until it is filled in, the plan shows it as a gap."]
            }
        }
        for phrase in release.phrases {
            guard case .notUnderstood(let accepted) = phrase.reading else { continue }
            notes[phrase.input, default: []].append(
                "NOT UNDERSTOOD: \(quoted(phrase.text)). Accepted: \(accepted)")
        }
        return self.text(for: release, notes: notes)
    }

    /// A release file to start from, with all six inputs explained by an example that can be edited.
    package static func starter() -> String {
        """
        \(schemaLine)
        # A release file. Each of the six inputs may also be plain sentences, for example
        #   approval_matrix: "SME for low risk, SRE lead for medium, CTO for high."
        # The plan then shows phrase by phrase what was understood. Every value below is an example: replace it.

        # What is released. Evidence must be about this revision (a commit SHA or a sha256: digest).
        subject:
          name: checkout
          version: "1.0.0"
          # revision: the commit SHA; until it stands here, no evidence can count

        # Why: the programme, its objective, who is touched and how. Requester and authors cannot approve.
        initiative_context:
          id: checkout-redesign
          name: Checkout redesign
          objective: Fewer abandoned baskets
          products: [web shop]
          stakeholders:
            - name: Customer support
              impact: New screens to explain from the first day on

        # What: the promotion path, modules, teams, and the traits that make a change riskier.
        change_scope:
          environments: [dev, staging, preprod, production]
          modules: [checkout]
          teams: [payments]
          artefacts: [docs, support comms]
          customer_facing: true
          data_migration: false
          irreversible_step: false
          regulated_data: false

        # Which systems give evidence. Each may list files: [path], relative to this file.
        evidence_channels:
          - channel: CI status
            owner: service-owner
          - channel: tests
            owner: qa-lead

        # How much risk is accepted, and what binds a rollback.
        risk_tolerance:
          maximum_class: high
          rollback_decision_deadline: 30 min
          rollback_constraints:
            - after: 30 min
              customer_facing_only: true
              approver: director

        # Who approves. A role without members means nobody, never everybody.
        approval_matrix:
          roles:
            - {id: service-owner, title: Service owner, members: []}
            - {id: qa-lead, title: QA lead, members: []}
            - {id: sre-lead, title: SRE lead, members: []}
            - {id: director, title: Director, members: []}
          rules:
            - {classes: [low], require: service-owner}
            - {classes: [medium], require: {all_of: [service-owner, sre-lead]}}
            - {classes: [high, critical], require: {all_of: [sre-lead, director]}}

        # How to go back: steps in words with an owner each, who decides, how success is seen.
        rollback_plan:
          decision_owner: sre-lead
          window: 2 h
          steps:
            - action: Return to the version that ran before
              kind: deployment
              owner: service-owner
              duration: 10 min
          verification: [The error rate is back to what it was before the promotion]
          limitations: []

        # When. Freeze windows go here as windows, or as iCalendar files under calendars.
        timeline:
          time_zone: UTC

        """
    }
}
