package import Codebook

/// Other settings of protection that an office may choose from, for trials.
package enum ProtectionVariants {
    /// The variants of a codebook, each with its name: the setting and its value.
    package static func all(of codebook: Codebook) -> [(name: String, codebook: Codebook)] {
        let rule = codebook.protection
        var variants: [(name: String, codebook: Codebook)] = []
        func add(_ name: String, _ change: (inout ProtectionRule) -> Void) {
            var variant = codebook
            change(&variant.protection)
            // What is kept of a table is known by the version of its rules.
            variant.version += "-" + name
            variants.append((name, variant))
        }
        if codebook.scheme.classes != nil {
            for factor in [Int64(2), 10] {
                let value = rule.scoreInterval * factor
                add("score-interval \(thousandths(value))") { $0.scoreInterval = value }
            }
            for threshold in [max(1, rule.threshold / 2), rule.threshold * 2]
            where threshold != rule.threshold {
                add("threshold \(threshold)") { $0.threshold = threshold }
            }
            return variants
        }
        guard rule.method.isProved || codebook.countsApart else { return [] }
        for interval in [Int64(1), rule.interval + 2] where interval != rule.interval {
            add("interval \(interval)") { $0.interval = interval }
        }
        for minimum in [Int64(3), 10] where minimum != rule.minimum {
            add("minimum \(minimum)") { $0.minimum = minimum }
        }
        guard codebook.mayHaveOffsets else { return variants }
        for factor in [rule.offsets.factor - 1, rule.offsets.factor + 1] where factor >= 1 {
            add("factor \(factor)") {
                $0.offsets.widestFactor = max(1, $0.offsets.widestFactor + factor - $0.offsets.factor)
                $0.offsets.factor = factor
            }
        }
        if rule.offsets.rounding == .offset { add("rounding") { $0.offsets.rounding = .plain } }
        return variants
    }

    private static func thousandths(_ value: Int64) -> String {
        let digits = String(value % 1000 + 1000).dropFirst()
        return "\(value / 1000).\(digits)"
    }
}
