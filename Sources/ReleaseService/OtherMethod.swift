package import Codebook
import Disclosure
package import Ledger
package import Statistics

/// Releases of a data set are out that were protected in one way, and its codebook asks for another of these periods now.
///
/// No other method knows what offsets left open, and offsets leave nothing open where what lies above is out exactly.
/// Scores that were released without offsets go on without them, period by period. Source:
/// docs/decisions/0075-the-method-belongs-to-the-period.md and 0105-the-method-of-numbers.md.
package struct OtherMethod: Error, Hashable, CustomStringConvertible {
    package let dataset: String
    /// The names of the periods.
    package let periods: [String]
    /// Difference in the codebook.
    package let change: Change

    /// Difference between a codebook and the one releases were made by.
    package enum Change: Hashable, Sendable {
        /// It asks for no proof any more.
        case noProof
        /// It asks for proof, but of figures that offsets do not protect.
        case figures
        /// It rounds half up what was rounded with secret offsets.
        case plain
        /// It rounds with secret offsets what was rounded half up.
        case offset
        /// It asks for proof of numbers that were released by the published rule alone.
        case proof
    }

    /// Looks what the ledger knows; nil where what is out can be gone on with.
    ///
    /// `versions` is some version of each period that releases told of, where it is read already.
    package init?(of codebook: Codebook, _ ledger: any LedgerStore, versions: [Period: [UInt8]]? = nil) throws
    {
        let told = try versions ?? ledger.someVersions(dataset: codebook.dataset)
        let isPlain = codebook.protection.offsets.rounding == .plain
        var others: [Change: Set<Period>] = [:]
        for (period, bytes) in told {
            guard OffsetVersion.isIn(bytes) else { continue }
            let rounding = OffsetVersion.rounding(in: bytes) ?? .offset
            if codebook.protection(ofNew: period) != .offsets {
                let isOfFigures = codebook.protection.method == .proved && codebook.scheme.coefficients != nil
                others[isOfFigures ? .figures : .noProof, default: []].insert(period)
            } else if (rounding == .plain) != isPlain {
                others[isPlain ? .plain : .offset, default: []].insert(period)
            }
        }
        // All that is noted is read for it, so only where something was ever drawn by a key.
        if codebook.countsApart, !codebook.hasNumbersWithOffsets, try ledger.keyMark() != nil {
            others[.plain, default: []].formUnion(try Self.withOffsets(told, codebook, ledger))
        }
        if codebook.provesUnscored { others[.proof] = try Self.ruled(told, codebook, ledger) }
        guard let (change, periods) = others.filter({ !$0.value.isEmpty }).min(by: { $0.key < $1.key }) else {
            return nil
        }
        dataset = codebook.dataset
        self.periods = periods.sorted().map(\.name)
        self.change = change
    }

    /// The periods of characteristics of which some gemeente has numbers with offsets.
    private static func withOffsets(
        _ told: [Period: [UInt8]],
        _ codebook: Codebook,
        _ ledger: any LedgerStore
    ) throws -> Set<Period> {
        Set(
            try told.filter { period, bytes in
                try NumberVersions.isIn(bytes)
                    // The method belongs to the gemeente: one version does not tell that of another.
                    || ledger.versions(
                        dataset: codebook.dataset,
                        period: period,
                        regions: nil,
                        before: .max
                    ).contains { NumberVersions.isIn($0.bytes) }
            }.keys
        )
    }

    /// The stored periods of counts that releases by the published rule alone told of, and none that was proved.
    private static func ruled(_ told: [Period: [UInt8]], _ codebook: Codebook, _ ledger: any LedgerStore)
        throws
        -> Set<Period>
    {
        let counted = try ledger.storedPeriods(dataset: codebook.dataset).filter {
            codebook.form($0.form)?.holdsCounts == true && told[$0.period] == nil
        }.map(\.period)
        guard !counted.isEmpty else { return [] }
        let names = try ledger.unaccountedPeriods(dataset: codebook.dataset)
        return Set(counted.filter { names.contains($0.name) })
    }

    package var description: String {
        let names = periods.joined(separator: ", ")
        return switch change {
        case .noProof:
            "\(dataset): releases of \(names) are out whose figures were rounded with secret offsets, and no other "
                + "method goes on from them; write method: proved in its codebook again"
        case .figures:
            "\(dataset): releases of \(names) are out whose figures were rounded with secret offsets, and no other "
                + "method goes on from them; its codebook now has figures or coefficients that offsets do not "
                + "protect: take these out again"
        case .plain:
            "\(dataset): releases of \(names) are out whose figures were rounded with secret offsets, and its "
                + "codebook now has offsets: {rounding: plain}, which would tell them; take this out again"
        case .offset:
            "\(dataset): releases of \(names) are out that were made with offsets: {rounding: plain}, and no secret "
                + "offset protects what they told; write this in its codebook again"
        case .proof:
            "\(dataset): releases of \(names) are out with method: threshold, which tell exactly what offsets would "
                + "leave open; write this in its codebook again, or release what is to be proved as another data set"
        }
    }
}

extension OtherMethod.Change: Comparable {
    /// The order in which they are told, where there are several.
    private var rank: Int {
        switch self {
        case .noProof: 0
        case .figures: 1
        case .plain: 2
        case .offset: 3
        case .proof: 4
        }
    }

    package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
}
