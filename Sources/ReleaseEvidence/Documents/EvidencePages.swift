extension EvidenceDocument {
    /// The pages of a list, as clients that follow a list to its end leave them: one value, values behind one another
    /// (`gh api --paginate`, `glab api --paginate`), or a list of pages (`gh api --slurp`, `jq --slurp`).
    ///
    /// Several values are pages of one list only where each is an array, or each is an object with the same one of
    /// `lists` as a member; anything else behind the first value is an error that names its place.
    ///
    /// - Parameter lists: the names under which an object of this format keeps its list.
    /// - Throws: `EvidenceError` where the values are no JSON or are no pages of one list.
    package func pages(_ lists: String...) throws(EvidenceError) -> [LocatedValue] {
        let roots = try trees()
        guard let first = roots.first else { throw EvidenceError("the document is empty") }
        if roots.count == 1 {
            guard let elements = first.elements, elements.count > 0 else { return [first] }
            let arePages = elements.contains { element in
                element.elements != nil || lists.contains { element[$0]?.elements != nil }
            }
            return arePages ? try EvidenceDocument.checked(elements, lists) : [first]
        }
        return try EvidenceDocument.checked(roots, lists)
    }

    private static func checked(
        _ pages: [LocatedValue], _ lists: [String]
    ) throws(EvidenceError) -> [LocatedValue] {
        let kind = kind(of: pages[0], lists)
        for page in pages where kind == nil || EvidenceDocument.kind(of: page, lists) != kind {
            throw page.error(
                "the document has \(pages.count) values that are no pages of one list; one document in each file is "
                    + "accepted")
        }
        return pages
    }

    /// The name of the list that a page holds; empty where the page is the list itself.
    private static func kind(of page: LocatedValue, _ lists: [String]) -> String? {
        page.elements != nil ? "" : lists.first { page[$0]?.elements != nil }
    }
}

extension [LocatedValue] {
    /// The entries of all pages, where the pages are lists themselves; nil where there is one value and it is none.
    ///
    /// An entry that stands on two pages, because the list grew while it was read, counts once.
    package var entries: [LocatedValue]? {
        guard let first, first.elements != nil else { return nil }
        return EvidencePageEntries.unique(flatMap { $0.elements ?? [] }, pages: count)
    }

    /// The entries that the pages hold under `name`; nil where there are none of that name.
    package func entries(_ name: String) throws(EvidenceError) -> [LocatedValue]? {
        var all: [LocatedValue] = []
        for page in self {
            guard let entries = try page.array(name) else { return nil }
            all += entries
        }
        return EvidencePageEntries.unique(all, pages: count)
    }

    /// Why several pages with more entries than their list has are not of one answer; nil where they may be.
    package func surplus(listed: Int, total: Int64) -> String? {
        guard count > 1, Int64(listed) > total else { return nil }
        return "the \(count) pages show \(listed) entries of a list of \(total), so they are not of one answer"
    }

    /// Why pages that say under `name` whether more follow are not one whole answer; nil where they are.
    package func gap(_ name: String) throws(EvidenceError) -> String? {
        for page in dropLast() {
            guard try page.flag(name) == true else {
                return "a page before the last does not say that more follow, so these are several answers"
            }
        }
        guard try last?.flag(name) == false else {
            return
                "the \(count == 1 ? "page" : "last page") has more behind it, or does not say that it has not; ask for "
                + "every page"
        }
        return nil
    }

    /// The length of the last page where that is a usual full page, so that another may follow; nil where it is not.
    package func fullLastPage(of lengths: Set<Int> = [30, 50, 100]) -> Int? {
        last?.elements.flatMap { lengths.contains($0.count) ? $0.count : nil }
    }
}

/// Leaves out entries that stand on more than one page.
private enum EvidencePageEntries {
    static func unique(_ entries: [LocatedValue], pages: Int) -> [LocatedValue] {
        guard pages > 1 else { return entries }
        var seen: Set<String> = []
        return entries.filter { entry in
            guard let identifier = entry["id"]?.scalarText else { return true }
            return seen.insert(identifier).inserted
        }
    }
}
