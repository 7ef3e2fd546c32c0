import ArgumentParser
import Audit
import Classification
import ClassificationFiles
import Codebook
import Codebooks
import Cores
import Crypto
import Disclosure
import Glibc
import Statistics
import Synthesis
import Validation

/// `offsettrial`: protects a synthetic country with each way of rounding, checks the evidence, and prints what it costs.
@main
struct OffsetTrial: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offsettrial",
        abstract: "Measure the loss and the time of protection by offsets on a synthetic country."
    )

    @Option(help: "Another seed is another country.") var seed: UInt64 = 1
    @Option(help: "The year.") var year = 2019
    @Option(help: "How many units either way must stay open.") var interval: Int?
    @Option(
        help:
            "Households instead of joint counts, with postcodes, as `synthesize --form households` writes them."
    )
    var households: String?
    @Option(help: "The directory of codebooks.") var datasets = "etc/datasets"
    @Option(help: "The data set; its codebook has that name.") var dataset: String
    @Option(help: "The directory of the edition of the classification.") var edition = "etc/regions/2021"

    func run() throws {
        let edition = try EditionDirectory.read(path: edition)
        let codebooks = try CodebookDirectory.read(path: datasets, rules: RuleCatalogue.bounds)
        let period = Period(year: year)
        guard let codebook = codebooks.first(where: { $0.dataset == dataset }),
            let form = codebook.forms.first(where: { $0.layout == .joint }),
            let space = CellSpace(codebook: codebook, form: form, period: period)
        else { throw ValidationError("There is no such data set with scores and joint counts.") }
        let synthetic = SyntheticCountry(edition: edition, codebook: codebook, seed: seed)
        let published = edition.levels.map { codebook.levels.contains($0.key) }
        let roots = edition.indices.filter { edition[$0].parent == nil }
        let linked: LinkedRegions
        if let households {
            let parts = try PostcodeParts(households, of: edition, variables: codebook.variables)
            linked = LinkedRegions(
                edition: edition,
                isPublished: { published[$0] },
                roots: roots,
                space: space,
                strays: [],
                sliver: Int64(codebook.protection.threshold),
                parts: { edition.isLeaf($0) ? parts.parts(of: $0) : nil }
            )
        } else {
            linked = LinkedRegions(
                edition: edition,
                isPublished: { published[$0] },
                roots: roots,
                space: space,
                counts: { edition.isLeaf($0) ? synthetic.jointCounts(of: $0, in: period) : nil }
            )
        }
        let (country, keys) = OffsetCountry.of(linked) { key in
            key.geography == 0 ? edition[key.region].code.description : "PC\(key.region.position)"
        }
        print(
            "rounding level rows total-% wijk-units... : rows whose scores have the unit, from fine to coarse, and none"
        )
        for rounding in OffsetRounding.allCases {
            var settings = OffsetSettings(codebook.protection)
            settings.rounding = rounding
            if let interval { settings.interval = interval }
            guard
                let model = OffsetModel(
                    codebook: codebook,
                    period: period,
                    columns: codebook.topics.indices.filter { codebook.topics[$0].measure != .imputedShare },
                    isJoint: true,
                    settings: settings
                )
            else { throw ValidationError("The data set publishes figures that offsets do not protect.") }
            measure(country, keys, edition, model, period)
        }
    }

    private func measure(
        _ country: OffsetCountry,
        _ keys: [LinkedRegions.Key?],
        _ edition: Edition,
        _ model: OffsetModel,
        _ period: Period
    ) {
        let secret = SymmetricKey(size: .bits256)
        let key = OffsetKey { bytes in
            HMAC<SHA256>.authenticationCode(for: bytes, using: secret).prefix(8).reduce(0) {
                $0 << 8 | UInt64($1)
            }
        }
        let protection = OffsetProtection(
            model: model,
            key: key,
            period: period.name,
            spreading: .overCores
        )
        let (start, before) = (ContinuousClock.now, clock())
        let result = protection.protect(country)
        let (middle, between) = (ContinuousClock.now, clock())
        let verdict = OffsetAudit(model.auditRule).check(result.evidence, spreading: .overCores)
        let (end, after) = (ContinuousClock.now, clock())
        let outcome = result.outcome
        for level in 0...edition.levels.count {
            let isPostcode = level == edition.levels.count
            let own = keys.indices.filter { rank in
                guard let key = keys[rank] else { return false }
                return isPostcode
                    ? key.geography == 1 : key.geography == 0 && edition[key.region].level == level
            }
            let rows = own.compactMap { outcome.rowOf[$0] }.map { outcome.rows[$0] }
            guard !rows.isEmpty else { continue }
            var units = [Int](repeating: 0, count: model.scoreLadder.count + 1)
            for row in rows { units[row.layout.scoreUnit ?? model.scoreLadder.count] += 1 }
            let shown = rows.count - units[model.scoreLadder.count]
            let hidden = rows.reduce(0) { $0 + $1.layout.variables.count { $0.unit == nil } }
            print(
                model.settings.rounding.rawValue,
                isPostcode ? "postcode" : edition.levels[level].key,
                rows.count,
                100 * Double(shown) / Double(rows.count),
                units.map(String.init).joined(separator: "/"),
                "without-percentages",
                hidden,
                "spreads-%",
                100 * Double(rows.reduce(0) { $0 + $1.layout.hiddenSpreads.count { !$0 } })
                    / Double(max(1, rows.reduce(0) { $0 + $1.layout.hiddenSpreads.count }))
            )
        }
        print(
            model.settings.rounding.rawValue,
            "worlds",
            verdict.worlds,
            "faults",
            verdict.faults.count,
            "unproved",
            outcome.unproved.count,
            "protect",
            middle - start,
            "of processors",
            Self.seconds(between - before),
            "judge",
            end - middle,
            "of processors",
            Self.seconds(after - between)
        )
    }

    private static func seconds(_ ticks: Int) -> Double { Double(ticks) / Double(CLOCKS_PER_SEC) }
}

extension OffsetModel {
    /// The facts about the data set that the check of evidence goes by.
    var auditRule: OffsetRule {
        OffsetRule(
            groups: variables.map(\.groups),
            coefficients: variables.map(\.coefficients),
            scoreUnit: scoreUnit,
            shareScale: shareLadder.isEmpty
                ? 100 : (0..<shareDecimals).reduce(100) { scale, _ in scale * 10 },
            scoreScale: (0..<(scoreDecimals ?? 0)).reduce(1) { scale, _ in scale * 10 },
            minimum: settings.minimum,
            isJoint: isJoint
        )
    }
}
