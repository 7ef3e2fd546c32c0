import Codebook
import Statistics

/// What must hold between the parts of a codebook, checked once each part is right by itself.
struct CodebookSoundness {
    private let codebook: Codebook
    private let root: CodebookNode

    init(_ codebook: Codebook, root: CodebookNode) {
        self.codebook = codebook
        self.root = root
    }

    /// Throws the first flaw.
    func check() throws {
        try eachTopicOnce()
        try eachFormOnce()
        try eachSpellingOnce()
        guard codebook.topicRank(of: .population) != nil else {
            throw try part("topics").flaw(
                "no topic publishes the units",
                "add one with `measure: population`"
            )
        }
        if codebook.levels.isEmpty || Set(codebook.levels).count < codebook.levels.count {
            throw try part("levels").flaw("is empty, or names a level twice", "list the published levels")
        }
    }

    private func part(_ key: String) throws -> CodebookNode {
        var keys = try root.keys()
        return try keys.required(key)
    }

    private func eachTopicOnce() throws {
        try CodebookVariables.requireOnce(codebook.topics.map(\.key), part("topics"), "topic")
        var seen: Set<Measure> = []
        for (position, topic) in codebook.topics.enumerated() where topic.measure != .carried {
            guard seen.insert(topic.measure).inserted else {
                throw try part("topics").items()[position].flaw(
                    "its measure stands twice",
                    "keep one of the topics"
                )
            }
        }
    }

    private func eachFormOnce() throws {
        let node = try part("forms")
        try CodebookVariables.requireOnce(codebook.forms.map(\.key), node, "form")
        try CodebookVariables.requireOnce(codebook.forms.map(\.layout.rawValue), node, "layout")
    }

    /// Two topics of a form, or a topic and a key column, that a delivery writes alike cannot be told apart.
    private func eachSpellingOnce() throws {
        let names = HeaderNames(codebook)
        for (number, form) in codebook.forms.enumerated() {
            for (rank, topic) in form.topics.enumerated() {
                for spelling in topic.everySpelling {
                    let collides = names.topic(spelling, inFormAt: number) != rank
                    let isKey = form.layout != .joint && names.meaning(of: spelling) == .period
                    guard collides || isKey else { continue }
                    throw try place(of: topic, in: form).flaw(
                        "the topic '\(topic.key)' and another column are both written '\(spelling)'",
                        "change one of the titles or spellings"
                    )
                }
            }
        }
    }

    private func place(of topic: Topic, in form: Form) throws -> CodebookNode {
        if form.layout == .published, let position = codebook.topics.firstIndex(of: topic) {
            return try part("topics").items()[position]
        }
        return try part("forms")
    }
}
