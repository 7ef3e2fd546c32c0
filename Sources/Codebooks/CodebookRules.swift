import Codebook
import Statistics
import YAMLReading

/// Reads the settings of validation rules.
enum CodebookRules {
    /// Reads the settings of rules; `known` names the existing ones, with their bounds.
    static func settings(_ node: YAMLNode, known: [String: Set<String>]?) throws -> [String: RuleSetting] {
        var keys = try node.keys()
        var settings: [String: RuleSetting] = [:]
        for (code, keyNode, value) in keys.takeAll() {
            if let known, known[code] == nil {
                throw keyNode.flaw("there is no rule '\(code)'", "docs/findings.md lists the rules")
            }
            settings[code] = try setting(value, bounds: known?[code])
        }
        return settings
    }

    private static func setting(_ node: YAMLNode, bounds: Set<String>?) throws -> RuleSetting {
        var keys = try node.keys()
        var setting = RuleSetting()
        for (key, keyNode, value) in keys.takeAll() {
            switch key {
            case "severity": setting.severity = try value.word(Finding.Severity.self)
            case "on":
                setting.isOn = try value.isTrue()
            default:
                if let bounds, !bounds.contains(key) {
                    let names = (bounds.sorted() + ["on", "severity"]).joined(separator: ", ")
                    throw keyNode.flaw("the rule has no '\(key)'", "it has: \(names)")
                }
                let bound = try value.decimal(decimals: 3)
                guard bound >= 0 else { throw value.flaw("is below 0", "write 0 or more") }
                setting.bounds[key] = bound
            }
        }
        return setting
    }
}
