package import ReleaseModel

/// Evidence can only be about something that has a name and a revision.
package struct SubjectIdentified: StructuralCriterion {
    package static let id: CriterionID = "subject-identified"
    package static let summary = "The release names its subject and the revision that evidence has to be about."

    package static func answer(_ context: CriterionContext) -> CriterionAnswer {
        guard let subject = context.release.subject, !subject.name.isBlank else {
            return CriterionAnswer(.unknown, "the release file names no subject")
        }
        guard let revision = subject.revision, !revision.isBlank else {
            return CriterionAnswer(.unknown, "the subject \"\(subject.name)\" has no revision")
        }
        return CriterionAnswer(.green, "the subject is \"\(subject.name)\" at revision \"\(revision)\"")
    }
}
