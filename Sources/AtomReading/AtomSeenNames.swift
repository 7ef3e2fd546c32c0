/// The different names of a document, whoever read them: a limit on them is reached at the same place.
struct AtomSeenNames {
    /// Those of elements.
    var elements: Set<String> = []
    /// Those of attributes.
    var attributes: Set<String> = []
    /// Those of instructions, which only libxml2 reads.
    var instructions: Set<String> = []
    /// Prefixes with what they were bound to below the root, whether used or not; only libxml2 reads those.
    var bindings: Set<String> = []

    /// The number of names of the kind with the most.
    var count: Int { max(elements.count, attributes.count, instructions.count, bindings.count) }

    /// A name and its namespace as one text.
    static func text(_ local: String, _ space: String) -> String { "\(space) \(local)" }
}
