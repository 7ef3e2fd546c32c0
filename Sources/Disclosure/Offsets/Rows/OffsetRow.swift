/// A published region while it is protected: its counts, its layout and the figures that have an offset.
struct OffsetRow: Sendable {
    /// Its code.
    let code: String
    /// Its atoms.
    let atoms: [Int]
    /// Relation of the row's region to others.
    let kind: OffsetCountry.Kind
    /// Its counts, of published versions.
    var counts: RowCounts
    /// The layout of its figures.
    var layout: RowLayout
    /// Whether a withheld region lies in it.
    var isAboveWithheld = false
    /// By variable, whether a region lies in it, or it is one, that withholds or recodes the variable.
    var isAboveSmall: [Bool]
    /// Wish of the office for the row.
    var wish = OffsetWish()
    /// Protection interval of the largest withheld part, in units as published.
    var need = 0
    /// The states of its figures with offset, by the name of the figure.
    var states: [RowFigure: FigureState] = [:]
    /// Whether any of its counts changed since the release before.
    var isTouched = false
    /// How often the offset of a figure that was never published was drawn again.
    var draws: [RowFigure: Int] = [:]
    /// States of its figures before this release.
    var kept: [RowFigure: FigureState] = [:]
    /// The figures that move in this release.
    var moving: Set<RowFigure> = []
    /// The figures that are drawn anew in this release, since those of before are too far behind.
    var renewed: Set<RowFigure> = []
    /// Figures in other units, or of other counts, of earlier releases.
    var dead: [OffsetHistory.Dead] = []
    /// How many corrections touched it.
    var events = 0
    /// How far what is published lets its counts change.
    var windows: RowWindows

    /// Puts a figure with those that are published no more; what one of the same offset told before is kept with it.
    mutating func bury(_ figure: RowFigure, _ state: FigureState) {
        states[figure] = nil
        let place = dead.firstIndex {
            $0.figure == figure && $0.state.unit == state.unit && $0.state.draw == state.draw
        }
        if let place {
            dead[place].state = dead[place].state.joined(with: state)
        } else {
            dead.append(OffsetHistory.Dead(figure: figure, state: state))
        }
    }

    /// Lets the figures that would move stay as they were; those that would be too far behind are drawn anew.
    mutating func stay() {
        // In the order of figures, so that what is kept does not hang on that of a set.
        for figure in moving.sorted() {
            guard let before = kept[figure], let now = states[figure] else { continue }
            if abs(now.published - before.published) >= RowRelease.farBehind,
                let draw = RowFigures.draw(after: before.draw)
            {
                bury(figure, before)
                draws[figure] = draw
                renewed.insert(figure)
            } else {
                states[figure] = before
            }
        }
        moving = []
    }

    /// Lets the figures that were to be drawn anew stay as they were.
    mutating func keepRenewed() {
        for figure in renewed {
            guard let state = kept[figure] else { continue }
            dead.removeAll { $0.figure == figure && $0.state == state }
            states[figure] = state
            draws[figure] = nil
        }
        renewed = []
    }

    /// Whether anything of its spreads is to be settled.
    var needsSpreads: Bool { layout.hiddenSpreads.contains(false) }

    /// Whether any of its figures has an offset.
    var hasOffset: Bool { isAboveWithheld || layout.hasOffset.contains(true) }
}

/// A figure of a row.
public enum RowFigure: Hashable, Sendable, Comparable {
    /// The percentage of one group or of a set of groups, a bit a group.
    case share(variable: Int, groups: UInt32)
    /// The mean score of a variable, or of all at the count of variables.
    case score(Int)
    /// The standard deviation, likewise.
    case deviation(Int)
    /// The mean difference, likewise.
    case difference(Int)

    /// Whether it is a measure of spread.
    public var isSpread: Bool {
        switch self {
        case .share, .score: false
        case .deviation, .difference: true
        }
    }
}

/// How far what is published of a row lets its counts change.
struct RowWindows: Sendable {
    /// A set of groups whose sum may change so far.
    struct Piece: Hashable, Sendable {
        /// The groups, a bit each.
        var groups: UInt32
        /// How far.
        var window: FigureWindow
        /// Published figure less the exact one, in units; for odds.
        var off: Double
        /// A unit as a count.
        var unit: Double
        /// Whether the figure has an offset.
        var isOffset: Bool
        /// Whether it is a figure, and not what the choice of recodings says.
        var isFigure = true
        /// The last release that published it anew: it binds no counts that are younger.
        var anchor = Int.max
    }

    /// By variable, the shown percentages and what the pattern of recodings says.
    var pieces: [[Piece]]
    /// By variable, what coarse numbers tell of its groups; nil where they tell nothing.
    var coarse: [CoarsePattern?]
    /// By variable and last for all together, how far the sum of the coefficients may change.
    var sums: [Piece]
    /// Windows of sums in other units, which earlier releases published last.
    var buried: [(rank: Int, window: FigureWindow, anchor: Int)] = []

    /// How far one figure lets its count change; nil where it is not shown.
    func piece(_ figure: RowFigure) -> Piece? {
        switch figure {
        case .share(let variable, let groups):
            pieces[variable].first { $0.groups == groups && $0.isFigure }
        case .score(let rank): sums[rank]
        case .deviation, .difference: nil
        }
    }

    /// Sets how far one figure lets its count change.
    mutating func set(_ figure: RowFigure, _ piece: Piece) {
        switch figure {
        case .share(let variable, let groups):
            guard let place = pieces[variable].firstIndex(where: { $0.groups == groups && $0.isFigure })
            else { return }
            pieces[variable][place] = piece
        case .score(let rank): sums[rank] = piece
        case .deviation, .difference: break
        }
    }

    /// Nothing published.
    static func open(_ variables: Int) -> RowWindows {
        let piece = Piece(groups: 0, window: .open, off: 0, unit: 1, isOffset: false)
        return RowWindows(
            pieces: [[Piece]](repeating: [], count: variables),
            coarse: [CoarsePattern?](repeating: nil, count: variables),
            sums: [Piece](repeating: piece, count: variables + 1)
        )
    }
}
