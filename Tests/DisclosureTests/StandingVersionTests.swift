import Codebook
import Disclosure
import Statistics
import Testing

/// The bytes that the ledger keeps of a region, as versions of Peil wrote them.
@Suite struct `a version of a region` {
    private let layout = VersionLayout(
        TrialCharacteristics.codebook,
        columns: Array(TrialCharacteristics.codebook.topics.indices)
    )

    private static let bits: [(UInt64, ProtectionReason)] = [
        (0, .threshold), (1, .withheldEarlier), (2, .complement), (3, .mergeInsufficient), (4, .merged),
        (5, .mergedForOthers), (6, .frozen), (7, .differencing), (8, .auditor), (9, .noRow), (10, .coarse),
        (11, .coarseForOthers),
    ]

    /// A version of another layout, for one reason: form, digest, mark, shown, reasons, 120 units, and nothing else.
    private func bytes(reason bit: UInt64) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 17)
        bytes[0] = 1
        bytes.append(0)
        Varint.append(1 << bit, to: &bytes)
        bytes.append(120)
        return bytes + [0, 0, 0]
    }

    @Test(arguments: bits)
    func `has each reason at the bit that the page of formats gives it`(bit: UInt64, reason: ProtectionReason)
        throws
    {
        let version = try #require(StandingVersion(bytes(reason: bit), of: layout))
        #expect(version.reasons == [reason])
        #expect(version.version.units == 120)
        // Written again it has the same bit, right behind digest, mark and whether it is shown.
        var position = 18
        #expect(Varint.read(version.bytes(of: layout), at: &position) == 1 << bit)
    }

    @Test func `has a bit of its own for every reason`() {
        let reasons = (0..<64).compactMap { StandingVersion(bytes(reason: $0), of: layout)?.reasons.first }
        #expect(Set(reasons) == Set(ProtectionReason.allCases))
        #expect(reasons.count == ProtectionReason.allCases.count)
    }
}
