import Bytes
import Examination
import Statistics
import Validation

/// The page of all findings, as Markdown: each rule and each fault of arrival and reading describes itself.
package struct FindingsManual {
    package init() {
    }
    /// One finding.
    private struct Entry {
        let code: String
        let severity: Finding.Severity
        var isFirm = false
        var bounds: [String: Int64] = [:]
        let manual: ManualText
    }

    /// The page.
    package var page: String {
        Self.head + "## Arrival: what is wrong before a file is read\n\n"
            + section(
                ArrivalFinding.allCases.map {
                    Entry(code: $0.rawValue, severity: $0.finding.severity, manual: $0.manual)
                }
            ) + "## Reading: is it a table, and which\n\n"
            + section(
                ReadingFault.allCases.map {
                    Entry(code: $0.rawValue, severity: $0.severity, manual: $0.manual)
                }
            )
            + "## Validation: can its figures be right\n\n"
            + section(
                RuleCatalogue.entries.map {
                    Entry(
                        code: $0.code,
                        severity: $0.severity,
                        isFirm: $0.isFirm,
                        bounds: $0.bounds,
                        manual: $0.manual
                    )
                }
            ) + Self.tail
    }

    private func section(_ entries: [Entry]) -> String {
        entries.sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }.map(text).joined()
    }

    private func text(_ entry: Entry) -> String {
        var text = "### \(entry.code)\n\n*\(entry.severity)"
        if entry.isFirm { text += "; no codebook can soften it" }
        text += "*\n\n\(entry.manual.text)\n\n"
        let bounds = entry.bounds.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        if !bounds.isEmpty {
            let list = bounds.map { "`\($0.key)` \(Double($0.value) / 1000)" }.joined(separator: ", ")
            text += "Numbers that a codebook can set: \(list).\n\n"
        }
        return text + "**Put right:** \(entry.manual.repair)\n\n"
    }

    private static let head = """
        # Findings

        <!-- Made by .ci/findings-manual from what the rules say of themselves; edit those, not this page. -->

        What Peil can notice about a delivery, by the code that receipts and `peil check` show. A **rejection** means
        that nothing of the delivery was taken; a **warning** deserves a look, and a **note** only tells. Each finding
        says where it is, as line and column of the delivered file, and how to put it right. No finding repeats a
        figure. Of findings of one kind the first twenty are listed, and all are counted.

        A data set can switch rules off, and set their severities and numbers, under `rules:` in its codebook; given
        here is what holds where it does not.


        """

    private static let tail = """
        ## Beside what is held: what is still awaited

        ### index-awaited

        *note*

        An index is made of counts that come in several deliveries, some of an earlier year. The finding names the topics
        that the index of a year still lacks, each with the year that it is delivered under.

        **Put right:** deliver these counts too; nothing is wrong with this delivery.

        ### index-made

        *note*

        The delivery brings the last of the counts that the index of a year lacked.

        **Put right:** nothing; the index is made.

        """
}
