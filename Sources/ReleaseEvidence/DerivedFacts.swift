package import ReleaseModel

/// Facts that follow from a document's facts and the time somebody looked at it, which its reader cannot know.
package enum DerivedFacts {
    /// The facts of a reading with those that follow from them.
    ///
    /// - Parameter observedAt: when the document was looked at, as the release file states it. A page tells only when it
    ///   was edited last, and was looked at some time after that.
    package static func adding(to facts: [Fact], observedAt: Instant?) -> [Fact] {
        guard let edited = facts.first(where: { $0.id == "docs.last_edited" }) else { return facts }
        return facts.filter { $0.id != "docs.age" } + [age(since: edited, observedAt: observedAt)]
    }

    /// The age of a page when it was observed. A page cannot have been edited after that.
    private static func age(since edited: Fact, observedAt: Instant?) -> Fact {
        guard case .known(.instant(let editedAt)) = edited.reading else {
            return Fact("docs.age", unknown: "the page does not say when it was last edited")
        }
        guard let observedAt else {
            return Fact(
                "docs.age",
                unknown:
                    "the release file does not say when the page was looked at; state `observed_at` beside its path")
        }
        guard editedAt <= observedAt else {
            return Fact("docs.age", unknown: "the page was edited after the time at which it is said to be observed")
        }
        return Fact("docs.age", .duration(observedAt - editedAt))
    }
}
