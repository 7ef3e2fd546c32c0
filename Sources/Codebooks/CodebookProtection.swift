import Codebook
import YAMLReading
import Yams

/// Reads the protection rule of a codebook.
enum CodebookProtection {
    /// Reads the rule; omitted keys have the values that docs/formats/codebook.md names.
    static func rule(_ node: YAMLNode) throws -> ProtectionRule {
        var keys = try node.keys()
        func bound(_ key: String, upTo limit: Int = 1_000_000) throws -> Int64? {
            try keys.optional(key).map { Int64(try $0.int(in: 1...limit)) }
        }
        var rule = ProtectionRule(
            threshold: Int64(try keys.required("threshold").int(in: 1...1_000_000_000)),
            rounding: Int64(try keys.required("rounding").int(in: 1...1_000_000_000))
        )
        if let node = keys.optional("method") {
            guard try node.string() != "offsets" else {
                throw node.flaw(
                    "'offsets' is no method of its own any more: it is what proves scores safe",
                    "write method: proved"
                )
            }
            rule.method = try node.word(ProtectionRule.Method.self)
        }
        if let minimum = try bound("group-minimum") { rule.minimum = minimum }
        if let interval = try bound("interval") { rule.interval = interval }
        if let node = keys.optional("score-interval") {
            rule.scoreInterval = try node.decimal(decimals: 3)
            guard rule.scoreInterval >= 1 else { throw node.flaw("is not above 0", "write 0.001 or more") }
        }
        if let node = keys.optional("percentages") { rule.percentages = try percentages(node) }
        if let node = keys.optional("group-disclosure") {
            rule.groupDisclosure = try node.word(ProtectionRule.GroupDisclosure.self)
        }
        if let node = keys.optional("differencing") {
            rule.differencing = try node.word(ProtectionRule.Differencing.self)
        }
        if let node = keys.optional("complements") {
            rule.complements = try node.word(ProtectionRule.Complements.self)
        }
        if let node = keys.optional("offsets") { rule.offsets = try offsets(node) }
        try keys.finish()
        return rule
    }

    private static func offsets(_ node: YAMLNode) throws -> OffsetSetting {
        var keys = try node.keys()
        var setting = OffsetSetting()
        if let node = keys.optional("rounding") {
            setting.rounding = try node.word(OffsetSetting.Rounding.self)
        }
        if let node = keys.optional("factor") { setting.factor = Int64(try node.int(in: 1...100)) }
        if let node = keys.optional("widest-factor") {
            setting.widestFactor = Int64(try node.int(in: 1...100))
        }
        if let node = keys.optional("margin") {
            setting.margin = try node.decimal(decimals: 3)
            guard (0...400).contains(setting.margin) else {
                throw node.flaw("is not from 0 to 0.4", "write a part of a unit, such as 0.1")
            }
        }
        if let node = keys.optional("losses") { setting.losses = try losses(node) }
        try keys.finish()
        return setting
    }

    private static func losses(_ node: YAMLNode) throws -> OffsetSetting.Losses {
        var keys = try node.keys()
        var losses = OffsetSetting.Losses()
        func weight(_ key: String, _ known: Int64) throws -> Int64 {
            guard let node = keys.optional(key) else { return known }
            let weight = try node.decimal(decimals: 3)
            guard (0...1_000_000).contains(weight) else {
                throw node.flaw("is not from 0 to 1000", "write a weight, such as 0.5")
            }
            return weight
        }
        losses.total = try weight("total", losses.total)
        losses.part = try weight("part", losses.part)
        losses.percentages = try weight("percentages", losses.percentages)
        losses.spread = try weight("spread", losses.spread)
        try keys.finish()
        return losses
    }

    private static func percentages(_ node: YAMLNode) throws -> ProtectionRule.PercentageRounding {
        if case .scalar = node.node {
            guard try node.string() == "one-decimal" else {
                throw node.flaw("is unknown", "write one-decimal or {whole-below: 1000}")
            }
            return .oneDecimal
        }
        var keys = try node.keys()
        let limit = Int64(try keys.required("whole-below").int(in: 1...1_000_000_000))
        try keys.finish()
        return .wholeBelow(limit)
    }

    /// Reads the permitted recodings of a variable's groups.
    static func ladder(_ node: YAMLNode, of groups: [Variable.Group]) throws -> MergeLadder {
        func rank(_ node: YAMLNode) throws -> Int {
            let key = try node.string()
            if let rank = groups.firstIndex(where: { $0.key == key }) { return rank }
            throw node.flaw("there is no group '\(key)'", "name a group of this variable")
        }
        switch node.node {
        case .scalar:
            switch try node.string() {
            case "neighbours": return .neighbours
            case "none": return .none
            case let word: throw node.flaw("'\(word)' is unknown", Self.ladders)
            }
        case .mapping:
            var keys = try node.keys()
            let group = try rank(keys.required("into"))
            try keys.finish()
            return .into(group: group)
        default:
            guard groups.count <= 12 else {
                throw node.flaw("pairs are for at most 12 groups", "write {into: GROUP} or neighbours")
            }
            let pairs = try node.items().map { item in
                let pair = try item.items().map(rank)
                guard pair.count == 2, pair[0] != pair[1] else {
                    throw item.flaw("is not a pair of groups", "write [one, other]")
                }
                return MergeLadder.Pair(pair[0], pair[1])
            }
            return .pairs(Set(pairs).sorted { ($0.first, $0.second) < ($1.first, $1.second) })
        }
    }

    private static let ladders = "write neighbours, none, {into: GROUP} or a list of pairs [one, other]"
}
