package import Codebook
import Disclosure
package import Kinds
package import Statistics

extension Explanation {
    /// The reasons why variables that are protected one by one are not shown completely, in words; nil if all
    /// are.
    package static func reasons(
        _ outcome: TableOutcome,
        _ region: RegionIndex,
        _ codebook: Codebook,
        _ language: Language
    ) -> String? {
        let unproven = outcome.unproven[region] ?? []
        let lines = codebook.variables.indices.compactMap { variable -> String? in
            var reasons = outcome.reasons[region]?[variable].map { $0.map(\.words).sorted() } ?? []
            if unproven.contains(variable) { reasons.append("nothing proves what is left open") }
            guard !reasons.isEmpty else { return nil }
            return "\(codebook.variables[variable].title[language]): \(reasons.joined(separator: ", "))"
        }
        return lines.isEmpty ? nil : lines.joined(separator: "; ")
    }
}
