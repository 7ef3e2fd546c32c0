import Codebook
import Crypto
import Files
import Ingest
import Statistics
import TableReading

/// Reads the tables that a codebook declares public elsewhere.
struct ElsewhereTable {
    private let directory: String

    /// Reads tables below a directory of codebooks.
    init(_ directory: String) { self.directory = directory }

    /// Reads one table into its codebook, and adds its bytes to the digest of the rules.
    ///
    /// - Throws: ``ConfigurationFlaw`` with the place of the first fault.
    func read(_ place: Int, of codebook: inout Codebook, digest: inout SHA256) throws {
        let path = directory + "/" + codebook.publishedElsewhere[place].file
        let hint = "put the table there as it was downloaded, or remove it from `published-elsewhere`"
        let table: ParsedTable
        do {
            digest.update(data: try ReadFile.bytes(of: path, limit: 256 << 20))
            let reading = try DeliveryReader(codebook: codebook.asPublished).read(path: path)
            if let fault = reading.findings.kept.first(where: { $0.severity == .rejection }) {
                let mark = fault.place.map { ":\($0.line):\($0.column)" } ?? ""
                throw ConfigurationFlaw(
                    place: path + mark,
                    message: "published-elsewhere of '\(codebook.dataset)': \(fault.message.en)",
                    hint: hint
                )
            }
            guard let parsed = reading.table, !parsed.records.isEmpty else {
                throw flaw(path, codebook, "is no table of its published topics", hint)
            }
            table = parsed
        } catch let fault as MachineFault {
            throw flaw(path, codebook, "cannot be read (\(fault))", hint)
        }
        for row in table.records {
            guard let period = table.periods[row.period].period else { continue }
            var numbers: [Int: Int64] = [:]
            row.forEachCell { rank, value, _, _ in
                if case .number(let number) = value { numbers[rank] = number }
            }
            guard !numbers.isEmpty else { continue }
            codebook.publishedElsewhere[place].numbers[period, default: [:]][
                table.regions[row.region].code,
                default: [:]
            ].merge(numbers) { $1 }
        }
        guard !codebook.publishedElsewhere[place].numbers.isEmpty else {
            throw flaw(path, codebook, "holds no figure", hint)
        }
    }

    private func flaw(_ path: String, _ codebook: Codebook, _ message: String, _ hint: String)
        -> ConfigurationFlaw
    {
        ConfigurationFlaw(
            place: path,
            message: "published-elsewhere of '\(codebook.dataset)': the file \(message)",
            hint: hint
        )
    }
}
