/// The project's top folder, found from this source file, so that tests can read `samples`, `templates` and `Sources`.
package let projectFolder: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
}()
