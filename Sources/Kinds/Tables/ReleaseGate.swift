public import Classification
public import Codebook
public import Disclosure
public import Statistics

/// Release audit between the protected tables of a period and a release.
public struct ReleaseGate: Sendable {
    /// Question to the audit: the parts of a period that were protected anew.
    public struct Question: Sendable {
        /// The data set.
        public let codebook: Codebook
        /// The form that the period is stored in.
        public let form: Form
        /// The period.
        public let period: Period
        /// The classification that the regions are of.
        public let edition: Edition
        /// Outcome of protection.
        public let outcome: Protection.Outcome
        /// Versions of the releases before.
        public let history: ProtectionHistory
    }

    /// Question to the audit about figures that are rounded with offsets.
    public struct OffsetQuestion: Sendable {
        /// The data set.
        public let codebook: Codebook
        /// The form that the period is stored in.
        public let form: Form
        /// The period.
        public let period: Period
        /// The counts, what is published of them, and a world for everything withheld.
        public var evidence: OffsetEvidence
        /// Names of the withheld figures without a world.
        public var unproved: [String]
        /// The rank of the variable, where it is protected by itself as numbers of units; nil for all.
        public var variable: Int?
        /// The tables as they are to be written: of the regions, and of postcodes where there are any.
        ///
        /// Empty where numbers of units are protected: these are checked by their worlds, and by what is kept of them.
        public var tables: [WrittenTable] = []
        /// Record of the releases before; nil where it is not compared.
        public var standing: OffsetStanding?
    }

    /// A table as it is to be written.
    public struct WrittenTable: Sendable {
        /// Codebook of the table's topics.
        public let codebook: Codebook
        /// By the code of the region, its row.
        public var rows: [String: SafetyCertificate.Row]

        /// Takes a protected table.
        init(_ table: ProtectedTable, codebook: Codebook, code: (RegionIndex) -> String) {
            self.codebook = codebook
            rows = Dictionary(
                table.rows.map { (code($0.region), .init(columns: table.columns, values: $0.values)) },
                uniquingKeysWith: { first, _ in first }
            )
        }
    }

    /// Verdict of the audit.
    public struct Verdict: Sendable {
        /// Whether a release may be made of them.
        public var isSafe: Bool
        /// Rows that an outsider could tell too much of; they are withheld too, and all is judged again.
        public var risks: Set<LinkedRegions.Key>
        /// Proof of the release; nil where nothing was to be proved.
        public var proof: ReleaseProof?

        /// Creates a verdict.
        public init(isSafe: Bool, risks: Set<LinkedRegions.Key> = [], proof: ReleaseProof? = nil) {
            self.isSafe = isSafe
            self.risks = risks
            self.proof = proof
        }
    }

    /// The same gate, with a check before and after each verdict that may end the work.
    public func checking(_ check: @escaping @Sendable () throws -> Void) -> Self {
        ReleaseGate { [judgeOffsets] question in
            try check()
            let verdict = try judgeOffsets(question)
            try check()
            return verdict
        } judge: { [judge] question in
            try check()
            let verdict = try judge(question)
            try check()
            return verdict
        }
    }

    /// Judges.
    public let judge: @Sendable (Question) throws -> Verdict

    /// Judges figures that are rounded with offsets; rows that are found are not withheld, but the release is not made.
    public let judgeOffsets: @Sendable (OffsetQuestion) throws -> Verdict

    /// The gate of protection's own word: what it could not prove safe is not released.
    public static let protection = ReleaseGate { Verdict(isSafe: $0.outcome.unproven.isEmpty) }

    /// Creates a gate; of offsets it takes protection's own word where nothing else is said.
    public init(
        offsets judgeOffsets: @escaping @Sendable (OffsetQuestion) throws -> Verdict = {
            Verdict(isSafe: $0.unproved.isEmpty)
        },
        judge: @escaping @Sendable (Question) throws -> Verdict
    ) {
        self.judge = judge
        self.judgeOffsets = judgeOffsets
    }
}

/// Proof of a release whose figures were proved safe, as it is stored beside the release.
///
/// It is not published. The certificates themselves are not kept: they follow from what is stored and what was
/// released before, and their digest tells whether the same ones come out again.
public struct ReleaseProof: Codable, Hashable, Sendable {
    /// The SHA-256 of the certificates of each period that was made anew, by its name.
    public var digests: [String: String]
    /// Withheld figures that are proved to be left open.
    public var figures: Int
    /// Worlds that publish the same: byte for byte, or for some offsets.
    public var worlds: Int
    /// Linear programmes that were solved.
    public var programmes: Int
    /// The solver, with its version.
    public var solver: String
    /// The version of Peil.
    public var version: String

    /// Creates a proof.
    public init(
        digests: [String: String] = [:],
        figures: Int = 0,
        worlds: Int = 0,
        programmes: Int = 0,
        solver: String = "",
        version: String = ""
    ) {
        self.digests = digests
        self.figures = figures
        self.worlds = worlds
        self.programmes = programmes
        self.solver = solver
        self.version = version
    }

    /// The proof of several periods.
    public static func + (a: Self, b: Self) -> Self {
        var sum = a
        sum.digests.merge(b.digests) { $1 }
        sum.figures += b.figures
        sum.worlds += b.worlds
        sum.programmes += b.programmes
        return sum
    }
}
