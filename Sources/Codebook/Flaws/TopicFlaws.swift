extension Codebook {
    /// The contradictions in the published topics.
    var topicFlaws: [Flaw] {
        var flaws: [Flaw] = []
        if let repeated = Self.firstRepeated(topics.map(\.key)) {
            flaws.append(.twice(.topic(repeated), "topic", topics[repeated].key))
        }
        var seen: Set<Measure> = []
        for (position, topic) in topics.enumerated() {
            if topic.measure != .carried, !seen.insert(topic.measure).inserted {
                flaws.append(
                    Flaw(.topic(position), "another topic has the same measure", "keep one of the two")
                )
            } else if !exists(topic.measure) {
                flaws.append(
                    Flaw(.topic(position), "its measure is of no variable or group", "name one that there is")
                )
            } else if let kind = topic.traits.kind, kind != topic.kind {
                flaws.append(
                    Flaw(
                        .topic(position),
                        "a topic of this measure is of the kind '\(kind.rawValue)', not '\(topic.kind.rawValue)'",
                        "correct the kind or the measure"
                    )
                )
            } else if topic.kind == .count, topic.decimals > 0 {
                flaws.append(Flaw(.topic(position), "a count has no decimals", "remove `decimals`"))
            }
        }
        if !seen.contains(.population) {
            flaws.append(Flaw(.topics, "no topic publishes the units", "add one with `measure: population`"))
        }
        return flaws
    }

    /// The contradictions in the forms.
    var formFlaws: [Flaw] {
        if forms.isEmpty { return [Flaw(.forms, "there is no form", "add one")] }
        var flaws: [Flaw] = []
        if let repeated = Self.firstRepeated(forms.map(\.key)) {
            flaws.append(.twice(.form(repeated), "form", forms[repeated].key))
        }
        // Deliveries are recognised by the layout of their columns.
        let layouts = forms.map { [$0.layout.rawValue, $0.units == nil ? "" : "units"] }
        if let repeated = Self.firstRepeated(layouts) {
            flaws.append(.twice(.form(repeated), "layout", forms[repeated].layout.rawValue))
        }
        for (position, form) in forms.enumerated() {
            if let repeated = Self.firstRepeated(form.topics.map(\.key)), form.holdsCounts {
                flaws.append(.twice(.form(position), "topic", form.topics[repeated].key))
            } else if form.topics.map(\.measure) != measures(of: form) {
                flaws.append(
                    Flaw(.form(position), "its topics are not those of its layout", "follow the layout")
                )
            } else {
                flaws += recordFlaws(form, at: position)
            }
        }
        return flaws
    }
}
