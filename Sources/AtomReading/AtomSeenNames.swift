/// The different names of a document, whoever read them: a limit on them is reached at the same place.
struct AtomSeenNames {
    /// Those of elements.
    var elements: Set<String> = []
    /// Those of attributes.
    var attributes: Set<String> = []

    /// A name and its namespace as one text.
    static func text(_ local: String, _ space: String) -> String { "\(space) \(local)" }
}
