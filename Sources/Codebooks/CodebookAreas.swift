import Codebook
import Derivation
import Statistics
import YAMLReading

/// Reads the figures of regions as a whole.
enum CodebookAreas {
    /// Reads one figure.
    static func area(_ node: YAMLNode) throws -> AreaFigure {
        var keys = try node.keys()
        let key = try keys.required("key")
        let decimals = try keys.optional("decimals")?.int(in: 0...9) ?? 0
        var range = try keys.required("range").keys()
        let minimum = try range.required("minimum").decimal(decimals: decimals)
        let maximum = try range.required("maximum")
        let most = try maximum.decimal(decimals: decimals)
        try range.finish()
        guard minimum <= most else { throw maximum.flaw("is less than the minimum", "swap them") }
        guard minimum >= 0 else { throw maximum.flaw("the range begins below 0", "begin it at 0 or above") }
        var area = AreaFigure(
            key: try CodebookTopics.name(key.string(), at: key),
            title: try keys.required("title").text(),
            unit: try keys.required("unit").text(),
            decimals: decimals,
            range: minimum...most
        )
        area.theme = try keys.optional("theme")?.text()
        area.reference = try keys.optional("reference")?.text()
        if let derivation = keys.optional("derivation") {
            var inner = try derivation.keys()
            let name = try inner.required("name").string()
            let fields = try inner.required("from").strings()
            area.leftOut = try inner.optional("left-out")?.strings() ?? []
            try inner.finish()
            do {
                _ = try AreaDerivationCatalogue.derivation(
                    name,
                    fields: fields.count,
                    leftOut: area.leftOut
                )
            } catch {
                throw derivation.flaw(error.message, error.hint)
            }
            area.derivation = (name, fields)
        }
        try keys.finish()
        return area
    }

    /// Reads the published topics of the figures: one each.
    static func published(_ areas: [AreaFigure], _ keys: inout YAMLKeys) throws -> [Topic] {
        let node = try keys.required("suffix")
        let suffix = try node.string()
        try keys.finish()
        return try areas.enumerated().map { rank, area in
            var topic = area.topic(rank: rank)
            topic.key = try CodebookTopics.name("\(area.key)_\(suffix)", at: node)
            let theme = area.theme.map { (nl: $0.nl + "/", en: $0.en + "/") } ?? (nl: "", en: "")
            topic.title = Text(nl: theme.nl + area.title.nl, en: theme.en + area.title.en)
            return topic
        }
    }
}
