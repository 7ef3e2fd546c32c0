import Bytes
import Codebook
import Statistics

/// The headers of a table that are nearly known ones, and what they explain.
struct MissedHeaders {
    /// The findings, in the order of the columns.
    private(set) var findings: [Finding] = []
    /// The places of the headers.
    private(set) var misspelt: Set<Place> = []
    private var faults: Set<ReadingFault> = []

    /// Holds the unknown columns of a table against what its form lacks.
    init(_ choice: FormChoice, codebook: Codebook, names: HeaderNames) {
        guard !choice.unknown.isEmpty else { return }
        var lacking: [(header: String, fault: ReadingFault?)] = []
        func add(_ spellings: [String], _ fault: ReadingFault?) {
            for spelling in spellings { lacking.append((spelling, fault)) }
        }
        if !choice.roles.contains(.regionCode), !choice.roles.contains(.regionName) {
            add(codebook.keys.region + codebook.keys.regionCode, .noRegionCodes)
        }
        if !choice.roles.contains(.period) { add(codebook.keys.period, .noPeriod) }
        // A misspelt header may have led to another form, so the topics of that form come after those of the chosen one.
        let forms = names.forms.indices.sorted {
            ($0 == choice.form ? 0 : 1, $0) < ($1 == choice.form ? 0 : 1, $1)
        }
        for form in forms {
            for (rank, topic) in names.forms[form].topics.enumerated()
            where form != choice.form || !choice.roles.contains(.topic(rank)) {
                add(topic.everySpelling, .noTopics)
            }
        }
        for (variable, description) in codebook.variables.enumerated()
        where !choice.roles.contains(.dimension(variable)) {
            add(description.dimension, .dimensionMissing)
        }
        let near = NearHeaders(lacking.map(\.header))
        for column in choice.unknown {
            let headers = column.unit.map { ["\(column.header) (\($0))", column.header] } ?? [column.header]
            guard let match = headers.lazy.compactMap(near.match).first,
                // Where no form was chosen, a header of one of them is no mistake.
                !lacking.contains(where: { headers.contains($0.header) })
            else { continue }
            misspelt.insert(column.place)
            findings.append(NearHeaders.finding(column.header, match, at: column.place))
            if let fault = lacking.first(where: { $0.header == match.known })?.fault { faults.insert(fault) }
        }
    }

    /// True if a fault is only there because a header is misspelt.
    func explains(_ fault: ReadingFault) -> Bool { faults.contains(fault) }
}
