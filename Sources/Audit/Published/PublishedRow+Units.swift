import Codebook
import Statistics

/// The units of figures of a row: what it says of them, and what follows where it says nothing.
extension PublishedRow {
    /// Takes the units that the row says its figures are in.
    mutating func takeUnits(_ topics: [Topic], _ values: [Value]) {
        for (topic, value) in zip(topics, values) {
            guard case .unit(let figures) = topic.measure, let unit = value.number, unit > 0 else { continue }
            switch figures {
            case .scores: for place in scores.indices { scores[place].step = unit }
            case .shares(let variable):
                for place in shares.indices where shares[place].variable == variable {
                    shares[place].step = unit
                }
            }
        }
    }

    /// Takes the coarsest unit that all figures of one kind are multiples of, where the row does not say which it is: the
    /// true one is no coarser, so nothing is claimed that would not follow from it.
    mutating func guessUnits() {
        guard !saysUnits else { return }
        for variable in Set(shares.map(\.variable)) {
            let places = shares.indices.filter { shares[$0].variable == variable }
            let percent = places.first.map { shares[$0].whole / 100 } ?? 1
            let unit = Self.unit(of: places.map { shares[$0].value }, [1, 2, 5, 10].map { $0 * percent })
            for place in places { shares[place].step = max(shares[place].step, unit) }
        }
        let hundredth = max(1, (scores.first?.scale ?? 1) / 100)
        let unit = Self.unit(of: scores.map(\.value), [1, 2, 5, 10].map { $0 * hundredth })
        for place in scores.indices { scores[place].step = unit }
    }

    private static func unit(of values: [Int64], _ ladder: [Int64]) -> Int64 {
        ladder.last { unit in values.allSatisfy { $0 % unit == 0 } } ?? 1
    }

    /// Assumes that shares of some variables, and scores, were rounded with a secret offset.
    ///
    /// - Parameter isAbove: By variable, whether the region has parts that withhold or recode it.
    mutating func assumeOffsets(_ isAbove: [Bool]) {
        for place in shares.indices where isAbove[shares[place].variable] {
            shares[place].slack = .offset
        }
        for place in scores.indices {
            let isAbove = scores[place].variable.map { isAbove[$0] } ?? isAbove.contains(true)
            if isAbove { scores[place].slack = .offset }
        }
    }

    /// True if some figure has an offset.
    var hasOffsets: Bool { (shares.map(\.slack) + scores.map(\.slack)).contains { $0 != .rounded } }

    /// Assumes that figures with offset may be of earlier counts, but those that say something else than before.
    ///
    /// - Parameter before: The row in the release before; nil where it is not known.
    mutating func assumeKept(since before: Self?) {
        for place in shares.indices where shares[place].slack == .offset {
            let own = shares[place]
            let isNew = before.map { !$0.shares.contains { $0.isOfSame(own) && $0.tellsSame(own) } } ?? false
            if !isNew { shares[place].slack = .kept }
        }
        for place in scores.indices where scores[place].slack == .offset {
            let own = scores[place]
            let isNew = before.map { !$0.scores.contains { $0.tellsSame(own) } } ?? false
            if !isNew { scores[place].slack = .kept }
        }
    }

    /// True if both show the same, whatever is assumed of how it was rounded.
    func showsSame(_ other: Self) -> Bool {
        ownUnits == other.ownUnits && shares.count == other.shares.count && scores.count == other.scores.count
            && zip(shares, other.shares).allSatisfy { $0.isOfSame($1) && $0.tellsSame($1) }
            && zip(scores, other.scores).allSatisfy { $0.tellsSame($1) }
    }
}

extension PublishedRow.Share {
    /// True if both say the same of their groups.
    func tellsSame(_ other: Self) -> Bool {
        value == other.value && step == other.step && whole == other.whole && count == other.count
    }
}

extension PublishedRow.Score {
    /// True if both say the same of the same score.
    func tellsSame(_ other: Self) -> Bool {
        variable == other.variable && value == other.value && step == other.step && scale == other.scale
    }
}
