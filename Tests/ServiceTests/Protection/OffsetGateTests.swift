import Classification
import Codebook
import Kinds
import Ledger
import ReleaseService
import Statistics
import Synchronization
import Testing
import Workflow

@testable import Service

/// Parts of a release by offsets that the release audit holds back: it reads the table that is to be written.
@Suite struct `the gate of releases by offsets` {
    private typealias Question = ReleaseGate.OffsetQuestion
    private static let sizes = [60, 1350, 1500, 1600, 1450, 1380]

    /// Whether a release is made where the question to the gate is changed, and whether it was asked at all.
    private func isMade(few: Int? = nil, _ change: @escaping @Sendable (inout Question) throws -> Void) throws
        -> Bool
    {
        let gate = ReleaseGate { question in
            var question = question
            try change(&question)
            return try ReleaseGate.standard.judgeOffsets(question)
        } judge: { question in
            try ReleaseGate.standard.judge(question)
        }
        let country = try MiniCountry(gate: gate, OffsetDeliveries.offsets)
        let counts = OffsetDeliveries.counts(country.buurten, Self.sizes, few: few)
        try country.deliver(.year, [OffsetDeliveries.holdings(of: country.buurten, counts)], number: 0)
        let isStored = try country.ledger.heldBack(dataset: "ses-woa") != nil
        #expect(isStored == country.extracts().isEmpty)
        return !isStored
    }

    private static func set(
        _ question: inout Question,
        _ code: String,
        _ measure: Measure,
        _ value: (Value) -> Value
    )
        throws
    {
        let codebook = question.codebook
        let row = try #require(question.tables[0].rows[code])
        let place = try #require(row.columns.firstIndex { codebook.topics[$0].measure == measure })
        question.tables[0].rows[code]?.values[place] = value(row.values[place])
    }

    @Test func `let a release through as protection made it`() throws {
        #expect(try isMade { _ in })
        #expect(try isMade(few: 3) { _ in })
    }

    @Test func `hold back a table that shows a withheld row`() throws {
        #expect(
            try !isMade { question in
                try Self.set(&question, "BU00010000", .score(variable: nil)) { _ in .number(120) }
            }
        )
    }

    @Test func `hold back a table with another last digit than was proved`() throws {
        for code in ["WK000100", "BU00010001", "GM0001"] {
            #expect(
                try !isMade { question in
                    try Self.set(&question, code, .score(variable: 0)) { .number(($0.number ?? 0) + 1) }
                },
                "\(code)"
            )
        }
    }

    @Test func `hold back a table that says a finer unit, or other units of a region`() throws {
        #expect(
            try !isMade { try Self.set(&$0, "WK000100", .unit(of: .scores)) { _ in .number(1) } }
        )
        #expect(
            try !isMade { question in
                try Self.set(&question, "WK000100", .population) { .number(($0.number ?? 0) + 100) }
            }
        )
    }

    @Test func `hold back a table that shows a group that is recoded`() throws {
        #expect(
            try !isMade(few: 3) { question in
                let variable = question.codebook.variables.count - 1
                try Self.set(&question, "BU00010001", .share(variable: variable, group: 2)) { value in
                    value.number == nil ? .number(2) : .missing(.unknown)
                }
            }
        )
    }

    @Test func `hold back evidence without a world for everything that is withheld`() throws {
        // Any one of the targets of the withheld region.
        for rank in [0, 3, 7] {
            #expect(
                try !isMade { question in
                    let own = question.evidence.targets.indices.filter {
                        question.evidence.targets[$0].atoms.count == 1
                    }
                    question.evidence.targets.remove(at: own[rank])
                },
                "\(rank)"
            )
        }
        #expect(
            try !isMade(few: 3) { question in
                let place = question.evidence.targets.firstIndex { $0.isExact }
                question.evidence.targets.remove(at: try #require(place))
            }
        )
    }

    @Test func `hold back a row without evidence, and a shown row that is too small`() throws {
        #expect(try !isMade { $0.evidence.rows.removeAll { $0.code == "WK000100" } })
        #expect(
            try !isMade { question in
                let region = question.evidence.regions.first { $0.code == "BU00010000" }
                let like = try #require(question.evidence.rows.first { $0.code == "BU00010001" })
                question.evidence.rows.append(
                    .init(
                        code: "BU00010000",
                        atoms: try #require(region).atoms,
                        figures: [],
                        merged: like.merged,
                        isRecoded: like.isRecoded
                    )
                )
            }
        )
    }

    @Test func `hold back offsets that do not follow from counts, or take back what releases told`() throws {
        #expect(
            try !isMade { question in
                for row in question.evidence.rows.indices {
                    for figure in question.evidence.rows[row].figures.indices
                    where question.evidence.rows[row].figures[figure].offset != nil {
                        question.evidence.rows[row].figures[figure].offset = 0...(1 << 40)
                    }
                }
            }
        )
        let isAltered = Mutex(false)
        let gate = ReleaseGate { question in
            var question = question
            if isAltered.withLock({ $0 }) {
                // As if the releases before had told that the offsets are in the upper half.
                for (code, figures) in question.standing?.figures ?? [:] {
                    question.standing?.figures[code] = figures.map { figure in
                        var figure = figure
                        figure.offset = (1 << 39)...(1 << 40)
                        return figure
                    }
                }
            }
            return try ReleaseGate.standard.judgeOffsets(question)
        } judge: { question in
            try ReleaseGate.standard.judge(question)
        }
        let country = try MiniCountry(gate: gate, OffsetDeliveries.offsets)
        var counts = OffsetDeliveries.counts(country.buurten, Self.sizes)
        try country.deliver(.year, [OffsetDeliveries.holdings(of: country.buurten, counts)], number: 0)
        #expect(try country.ledger.heldBack(dataset: "ses-woa") == nil)
        isAltered.withLock { $0 = true }
        counts[country.buurten[0]]?[3] += 2
        let correction = OffsetDeliveries.holdings(of: [country.buurten[0]], counts)
        try country.deliver(.correction, [correction], number: 1)
        #expect(try country.ledger.heldBack(dataset: "ses-woa") != nil)
        isAltered.withLock { $0 = false }
        try country.release()
        #expect(try country.ledger.heldBack(dataset: "ses-woa") == nil)
    }
}
