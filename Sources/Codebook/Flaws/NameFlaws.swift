extension Codebook {
    /// Columns that deliveries write alike, so that they cannot be told apart.
    var nameFlaws: [Flaw] {
        keyNameFlaws + forms.enumerated().flatMap { position, form in topicNameFlaws(form, at: position) }
    }

    /// Columns that are no topics, each with a name for messages and how it is written.
    private var keyNames: [(name: String, part: Part, spellings: [String])] {
        [
            ("region", .keys, keys.region), ("region-code", .keys, keys.regionCode),
            ("region-name", .keys, keys.regionName), ("period", .keys, keys.period),
            ("ignored", .keys, keys.ignored),
        ]
            + forms.enumerated().compactMap { position, form in
                form.rows.map { ("characteristic", Part.form(position), $0.variable) }
            }
            + forms.enumerated().compactMap { position, form in
                form.rows.map { ("category", Part.form(position), $0.category) }
            }
    }

    private var keyNameFlaws: [Flaw] {
        var owners: [String: String] = [:]
        let dimensions = variables.enumerated().map { ($1.key, Part.variable($0), $1.dimension) }
        for (name, part, spellings) in keyNames + dimensions {
            for spelling in spellings {
                let other = owners.updateValue(name, forKey: HeaderNames.normal(spelling)) ?? name
                guard other != name else { continue }
                return [
                    Flaw(
                        part,
                        "the columns '\(other)' and '\(name)' are both written '\(spelling)'",
                        "change one of the spellings"
                    )
                ]
            }
        }
        return []
    }

    private func topicNameFlaws(_ form: Form, at position: Int) -> [Flaw] {
        var owners: [String: String] = [:]
        for (name, _, spellings) in keyNames {
            for spelling in spellings { owners[HeaderNames.normal(spelling)] = name }
        }
        if form.traits.columns == .dimensions {
            // The other layouts have no dimensions but region and period.
            for variable in variables {
                for spelling in variable.dimension { owners[HeaderNames.normal(spelling)] = variable.key }
            }
        }
        for (rank, topic) in form.topics.enumerated() {
            for spelling in topic.everySpelling {
                let other = owners.updateValue(topic.key, forKey: HeaderNames.normal(spelling)) ?? topic.key
                guard other != topic.key else { continue }
                return [
                    Flaw(
                        !form.holdsCounts ? .topic(rank) : .form(position),
                        "the columns '\(other)' and '\(topic.key)' are both written '\(spelling)'",
                        "change one of the titles or spellings"
                    )
                ]
            }
        }
        return []
    }
}
