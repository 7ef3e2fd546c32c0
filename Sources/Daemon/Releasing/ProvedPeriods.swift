import Classification
import Codebook
import Disclosure
import Ledger
import Statistics

/// The periods of one release whose figures are proved safe: each is protected once, whatever tables need it.
final class ProvedPeriods {
    private let codebook: Codebook
    private let edition: Edition
    private let ledger: any LedgerStore
    private let number: Int
    private let gate: ReleaseGate
    private let earlier: EarlierReleases
    private var periods: [Period: ProvedPeriod?] = [:]
    private var made: [Period: ProvedPeriod.Made] = [:]
    private var apart: [Period: CharacteristicFigures.Made] = [:]

    init(
        codebook: Codebook,
        edition: Edition,
        ledger: any LedgerStore,
        number: Int,
        gate: ReleaseGate,
        earlier: EarlierReleases
    ) {
        self.codebook = codebook
        self.edition = edition
        self.ledger = ledger
        self.number = number
        self.gate = gate
        self.earlier = earlier
    }

    /// The protection of a held period; nil where nothing of it is proved.
    func period(_ held: StoredPeriod, postcodes: Edition?) throws -> ProvedPeriod? {
        if let known = periods[held.period] { return known }
        let work = HeldFigures(period: held, codebook: codebook, edition: edition, ledger: ledger)
        let overlay = codebook.ofPostcodes.flatMap { codebook in
            postcodes.map {
                (
                    work: HeldFigures(period: held, codebook: codebook, edition: edition, ledger: ledger),
                    edition: $0
                )
            }
        }
        let proved = try ProvedPeriod(
            work,
            number: number,
            postcodes: overlay,
            gate: gate,
            earlier: earlier
        )
        periods[held.period] = .some(proved)
        return proved
    }

    /// What came of protecting a period, or the regions of these codes in it.
    func make(_ proved: ProvedPeriod, _ codes: Set<RegionCode>?) throws -> ProvedPeriod.Made {
        let period = proved.work.period.period
        if let known = made[period] { return known }
        let new = try proved.make(proved.postcodes == nil ? codes : nil)
        made[period] = new
        return new
    }

    /// A held period of characteristics that are protected one by one; nil for any other.
    func characteristics(_ held: StoredPeriod) -> CharacteristicFigures? {
        CharacteristicFigures(
            of: held,
            codebook: codebook,
            edition: edition,
            ledger: ledger,
            number: number
        )
    }

    /// What came of protecting a period of characteristics, or the regions of these codes in it.
    func make(_ figures: CharacteristicFigures, _ codes: Set<RegionCode>?) throws
        -> CharacteristicFigures.Made
    {
        let period = figures.period.period
        if let known = apart[period] { return known }
        let new = try figures.make(codes)
        apart[period] = new
        return new
    }

    /// What came of protecting a period; nil where it was not touched.
    func made(of period: Period) -> ProvedPeriod.Made? { made[period] }

    /// Whether a release may be made.
    var isSafe: Bool { made.values.allSatisfy(\.isSafe) }

    /// What the release is to say that the one before did not, by rising period and region.
    var changes: [VersionChange] {
        (made.map { ($0.key, $0.value.changes) } + apart.map { ($0.key, $0.value.changes) })
            .sorted { $0.0 < $1.0 }.flatMap(\.1)
    }

    /// What earlier releases say that nobody noted, by rising number.
    var unnoted: [(number: Int, changes: [VersionChange])] {
        let all = made.sorted { $0.key < $1.key }.reduce(into: [:]) { all, made in
            all.merge(made.value.unnoted, uniquingKeysWith: +)
        }
        return all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// What protection of the touched parts cost.
    var cost: ProtectionCost { made.values.reduce(into: ProtectionCost()) { $0 += $1.cost } }

    /// What stands behind the proof of the touched parts; nil where nothing was to be proved.
    var proof: ReleaseProof? {
        made.sorted { $0.key < $1.key }.compactMap(\.value.proof)
            .reduce(nil) { sum, proof in sum.map { $0 + proof } ?? proof }
    }

    /// How long protecting and judging took, in seconds.
    var seconds: (protecting: Double, judging: Double) {
        let all = made.values.reduce((Duration.zero, Duration.zero)) {
            ($0.0 + $1.protecting, $0.1 + $1.judging)
        }
        let protecting = apart.values.reduce(all.0) { $0 + $1.protecting }
        return (protecting / .seconds(1), all.1 / .seconds(1))
    }

    /// The periods that were touched.
    var touched: [Period] { (Array(made.keys) + apart.keys).sorted() }
}
