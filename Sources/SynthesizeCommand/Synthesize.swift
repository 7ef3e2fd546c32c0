import ArgumentParser
import Classification
import ClassificationFiles
import Codebook
import Codebooks
import Disclosure
import Foundation
import Scoring
import Statistics
import Synthesis
import Validation

/// Writes deliveries of a synthetic country.
@main struct Synthesize: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "synthesize",
        abstract:
            "Writes a synthetic delivery: figures of a country that does not exist, over regions that do.",
        discussion: """
            The same options give the same bytes. A region has the same figures whether it is written alone or \
            with the whole country. A small file is made with --regions, a small country with --households; a \
            correction with --regions and --change.
            """
    )

    @Option(help: "What the delivery holds: joint, marginal, published, households or units.")
    var form: DeliveryForm = .joint

    @Option(
        help:
            "How it is written: csv, csv-keys, atom-typed or atom-untyped; households and units have one way."
    )
    var format: DeliveryFormat = .csv

    @Option(help: "The year or the range of years, for example 2014-2023.")
    var years = Years(2019)

    @Option(parsing: .upToNextOption, help: "Only these regions and everything below them, by their codes.")
    var regions: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: "Only regions of these levels; those of the codebook when none is named."
    )
    var levels: [String] = []

    @Option(help: "Another seed is another country.")
    var seed: UInt64 = 1

    @Option(help: "About how many households, or other units, the whole country has.")
    var households: Int64 = 8_000_000

    @Option(help: "How far a corrected delivery departs from the first one, for example 0.02.")
    var change = 0.0

    @Option(
        help: """
            Of households: standard (23 columns), all (26), required (6), or headers with commas between them.
            """
    )
    var columns = HouseholdColumns.standard

    @Flag(help: "Of households: no level of education is missing.")
    var complete = false

    @Flag(help: "Of households: the rows of all regions are mixed.")
    var shuffle = false

    @Option(help: "The directory of codebooks.")
    var datasets = "etc/datasets"

    @Option(help: "The data set; needed only where the directory has several codebooks.")
    var dataset: String?

    @Option(help: "The directory of the edition of the classification.")
    var edition = "etc/regions/2021"

    @Option(help: "The file to write; standard output when none is named.")
    var output: String?

    func run() throws {
        let edition = try EditionDirectory.read(path: edition)
        let codebook = try chosenCodebook()
        if form == .units { return try writeUnits(codebook, edition) }
        let country = SyntheticCountry(
            edition: edition,
            codebook: codebook,
            seed: seed,
            households: households,
            change: change
        )
        let levels = Set(try chosenLevels(codebook, edition))
        let roots = try chosenRoots(codebook, edition)
        switch form {
        case .joint, .marginal:
            guard let form = codebook.forms.first(where: { $0.layout.rawValue == form.rawValue }) else {
                throw ValidationError("The codebook has no form of counts that is \(self.form.rawValue).")
            }
            let table = CountsTable(form, of: codebook)
            var writer = try writer(codebook, table.columns)
            try writer.begin()
            for period in years.periods {
                for root in roots {
                    for (index, counts) in country.jointCounts(from: root, in: period) {
                        let region = edition[index]
                        guard levels.contains(region.level) else { continue }
                        try table.forEachRow(counts) { categories, values in
                            try writer.write(
                                DeliveryRow(
                                    region: region,
                                    period: period,
                                    categories: categories,
                                    values: values
                                )
                            )
                        }
                    }
                }
            }
            try writer.end()
        case .households:
            try writeHouseholds(country, codebook, roots: roots)
        case .published:
            try writePublished(country, codebook, edition, roots: roots, levels: levels)
        case .units: break
        }
    }

    /// Writes microdata of a data set whose categories are derived.
    private func writeUnits(_ codebook: Codebook, _ edition: Edition) throws {
        let roots = try chosenRoots(codebook, edition)
        let numbers = years.periods.map(\.year)
        guard change == 0, let first = numbers.min(), let last = numbers.max() else {
            throw ValidationError("Units have no revision: leave --change out.")
        }
        let writer = try LinesWriter(file())
        for (number, period) in years.periods.enumerated() {
            let rows = UnitRows(
                of: codebook,
                edition: edition,
                roots: roots,
                in: period,
                years: first...last,
                seed: seed,
                units: households
            )
            guard let rows else { throw ValidationError("The codebook has no form of single units.") }
            if number == 0 { try writer.begin(rows) }
            try writer.write(rows)
        }
    }

    /// Writes microdata of households.
    private func writeHouseholds(
        _ country: SyntheticCountry,
        _ codebook: Codebook,
        roots: [RegionIndex]
    ) throws {
        guard HouseholdRows.fits(country.cells.sizes) else {
            throw ValidationError("Households are made of wealth, education and work history only.")
        }
        let writer = try LinesWriter(file())
        for (number, period) in years.periods.enumerated() {
            let rows = HouseholdRows(
                country,
                roots: roots,
                in: period,
                options: HouseholdRows.Options(
                    columns: columns.columns,
                    isComplete: complete,
                    isShuffled: shuffle
                )
            )
            if number == 0 { try writer.begin(rows) }
            try writer.write(rows)
        }
    }

    /// Writes the figures that Peil itself would publish of the country.
    private func writePublished(
        _ country: SyntheticCountry,
        _ codebook: Codebook,
        _ edition: Edition,
        roots: [RegionIndex],
        levels: Set<Int>
    ) throws {
        guard let joint = codebook.forms.first(where: { $0.traits.cells == .combinations }) else {
            throw ValidationError("The codebook has no joint form to compute published figures from.")
        }
        let wanted = Set(roots.flatMap { [$0.position] + Array(edition.descendants(of: $0)) })
        var begun: (any DeliveryWriter)?
        for period in years.periods {
            let aggregation = Aggregation(
                codebook: codebook,
                edition: edition,
                form: joint,
                period: period,
                status: .definitive,
                columns: []
            )
            guard let aggregation else {
                throw ValidationError("The codebook is not open for \(period.name).")
            }
            var stored: [RegionIndex: Tally] = [:]
            for root in roots {
                for (index, counts) in country.jointCounts(from: root, in: period) where edition.isLeaf(index)
                {
                    stored[index] = Tally(counts: counts)
                }
            }
            let table = protect(aggregation.table(stored: stored), with: codebook)
            let columns = DeliveryColumns(dimensions: [], topics: table.columns.map { codebook.topics[$0] })
            var writer: any DeliveryWriter
            if let begun {
                writer = begun
            } else {
                writer = try self.writer(codebook, columns)
                try writer.begin()
            }
            for row in table.rows where wanted.contains(row.region.position) {
                let region = edition[row.region]
                guard levels.contains(region.level) else { continue }
                try writer.write(
                    DeliveryRow(region: region, period: period, categories: [], values: row.values)
                )
            }
            begun = writer
        }
        try begun?.end()
    }
}

// MARK: - Arguments

extension Synthesize {
    private func chosenCodebook() throws -> Codebook {
        let codebooks = try CodebookDirectory.read(path: datasets, rules: RuleCatalogue.bounds)
        if let dataset {
            guard let codebook = codebooks.first(where: { $0.dataset == dataset }) else {
                throw ValidationError("There is no codebook of '\(dataset)' in \(datasets).")
            }
            return codebook
        }
        guard let codebook = codebooks.first, codebooks.count == 1 else {
            throw ValidationError(
                "There are \(codebooks.count) codebooks in \(datasets): name one with --dataset."
            )
        }
        return codebook
    }

    private func chosenLevels(_ codebook: Codebook, _ edition: Edition) throws -> [Int] {
        try (levels.isEmpty ? codebook.levels : levels).map { key in
            guard let level = edition.levels.firstIndex(where: { $0.key == key }) else {
                let known = edition.levels.map(\.key).joined(separator: ", ")
                throw ValidationError("There is no level '\(key)'; there are: \(known).")
            }
            return level
        }
    }

    /// The regions to start from: those named, or every region of the coarsest published level.
    private func chosenRoots(_ codebook: Codebook, _ edition: Edition) throws -> [RegionIndex] {
        guard regions.isEmpty else {
            return try regions.map { code in
                guard case .known(let index) = edition.lookUp(RegionCode(code)) else {
                    throw ValidationError("There is no region '\(code)' in the edition \(edition.key).")
                }
                return index
            }
        }
        let coarsest = try chosenLevels(codebook, edition).min()
        return edition.indices.filter { edition[$0].level == coarsest }
    }

    /// The file to write, empty.
    private func file() throws -> FileHandle {
        guard let output else { return .standardOutput }
        guard FileManager.default.createFile(atPath: output, contents: nil),
            let opened = FileHandle(forWritingAtPath: output)
        else { throw ValidationError("The file \(output) cannot be written.") }
        return opened
    }

    private func writer(_ codebook: Codebook, _ columns: DeliveryColumns) throws -> any DeliveryWriter {
        let sink = try ByteSink(file())
        switch format {
        case .csv, .csvKeys:
            return CSVDeliveryWriter(codebook, columns: columns, writesKeys: format == .csvKeys, to: sink)
        case .atomTyped, .atomUntyped:
            return AtomDeliveryWriter(codebook, columns: columns, isTyped: format == .atomTyped, to: sink)
        }
    }
}
