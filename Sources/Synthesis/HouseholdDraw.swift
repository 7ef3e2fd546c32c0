/// Draws a household from its wealth, its work history, its surroundings, and random numbers.
struct HouseholdDraw: Sendable {
    private let mainEarner = EducationFactors(EducationModel.mainEarner)
    private let partner = EducationFactors(EducationModel.partner)

    /// The purposes of random numbers.
    private enum Use: UInt64 {
        case geslacht, age, type, generatie, herkomst, source, work, level, known
        case partnerGeslacht, partnerAge, partnerAlike, partnerGeneratie, partnerHerkomst, partnerSec
        case partnerWork, partnerLevel, partnerKnown, atWork
    }

    /// Draws everything that is not set: the people, the type and the source of income.
    ///
    /// - household: A household with wealth, work history and standing.
    ///   - household: Wealth, work history and standing are set.
    ///   - urbanity: The urbanicity of the gemeente, from 1.
    ///   - quarter: The landsdeel, from 1.
    ///   - draw: The random numbers of the household.
    func complete(_ household: inout Household, urbanity: UInt8, quarter: UInt8, draw: RegionDraw) {
        func pick(_ use: Use, _ ends: [Double]) -> UInt8 { Self.pick(draw.even(use.rawValue), ends) }
        let work = household.arbeidsverleden
        var main = Household.Person()
        main.geslacht = pick(.geslacht, [0.6]) + 1
        main.age = work == 7 ? pick(.age, Self.retired) + 6 : pick(.age, Self.working) + 1
        if household.standing == .institutional {
            household.type = 8
        } else {
            household.type = pick(.type, Self.types[Int(main.age) - 1]) + 1
        }
        main.generatie = pick(.generatie, Self.generations)
        main.herkomst = Self.herkomst(main.generatie, draw.even(Use.herkomst.rawValue))
        household.inkomensbron = pick(.source, Self.sources[Int(work) - 1]) + 1
        main.work = Self.recentWork(of: work, draw.even(Use.work.rawValue))
        let place = (urbanity &- 1, quarter &- 1)
        let wealth = household.welvaart &- 1
        main.level = mainEarner.level(
            [
                main.geslacht - 1, main.age - 1, main.herkomst - 1, main.generatie, place.0, place.1,
                household.inkomensbron - 1, wealth, main.work - 1, 0, 0,
            ],
            even: draw.even(Use.level.rawValue)
        )
        main.isLevelKnown = draw.even(Use.known.rawValue) < EducationModel.known[Int(main.age) - 1]
        household.main = main
        guard (2...5).contains(household.type) else { return }

        var other = Household.Person()
        other.geslacht = pick(.partnerGeslacht, [0.985]) == 0 ? 3 - main.geslacht : main.geslacht
        let shift = Int(pick(.partnerAge, [0.2, 0.85])) - 1
        other.age = UInt8(min(8, max(1, Int(main.age) + shift)))
        let isAlike = draw.even(Use.partnerAlike.rawValue) < 0.75
        other.generatie = isAlike ? main.generatie : pick(.partnerGeneratie, Self.generations)
        other.herkomst =
            isAlike ? main.herkomst : Self.herkomst(other.generatie, draw.even(Use.partnerHerkomst.rawValue))
        let history: UInt8 = other.age > 5 ? 7 : pick(.atWork, [0.65, 0.7, 0.75, 0.8, 0.84]) + 1
        other.sec = pick(.partnerSec, Self.sources[Int(history) - 1]) + 1
        other.work = Self.recentWork(of: history, draw.even(Use.partnerWork.rawValue))
        other.level = partner.level(
            [
                other.geslacht - 1, other.age - 1, other.herkomst - 1, other.generatie, place.0, place.1,
                other.sec - 1, wealth, main.work - 1, other.work - 1, main.level - 1,
            ],
            even: draw.even(Use.partnerLevel.rawValue)
        )
        other.isLevelKnown = draw.even(Use.partnerKnown.rawValue) < EducationModel.known[Int(other.age) - 1]
        household.partner = other
    }

    /// The number of ends that are not above `even`.
    private static func pick(_ even: Double, _ ends: [Double]) -> UInt8 {
        var number: UInt8 = 0
        for end in ends {
            guard even >= end else { break }
            number += 1
        }
        return number
    }

    /// Origin 1 is that of generation 0 and of no other: the aliased category of real deliveries.
    private static func herkomst(_ generatie: UInt8, _ even: Double) -> UInt8 {
        generatie == 0 ? 1 : 2 + pick(even, origins)
    }

    /// Continuously, partly, not working, unknown.
    private static func recentWork(of history: UInt8, _ even: Double) -> UInt8 {
        even < 0.02 ? 4 : history == 1 ? 1 : history < 6 ? 2 : 3
    }

    // The upper ends of the categories between 0 and 1; the last one needs none.
    private static let working = [0.08, 0.28, 0.5, 0.74, 0.97]
    private static let retired = [0.5, 0.86]
    private static let generations = [0.75, 0.89]
    private static let origins = [0.17, 0.34, 0.5, 0.62, 0.88]
    /// Type by age class: living alone, couples of four kinds, one parent, other.
    private static let types: [[Double]] = [
        [0.7, 0.9, 0.92, 0.95, 0.96, 0.99], [0.4, 0.6, 0.68, 0.78, 0.93, 0.98],
        [0.28, 0.35, 0.42, 0.53, 0.9, 0.99], [0.28, 0.34, 0.5, 0.56, 0.86, 0.99],
        [0.33, 0.39, 0.78, 0.8, 0.92, 0.98], [0.37, 0.42, 0.95, 0.955, 0.975, 0.985],
        [0.52, 0.54, 0.96, 0.963, 0.97, 0.985], [0.77, 0.775, 0.95, 0.952, 0.955, 0.98],
    ]
    /// Main source of income by work history: employment, own business, pension, assistance, unemployment,
    /// disability.
    private static let sources: [[Double]] = [
        [0.84, 0.99, 0.992, 0.995, 0.998], [0.62, 0.8, 0.83, 0.87, 0.94], [0.4, 0.56, 0.61, 0.74, 0.88],
        [0.28, 0.4, 0.46, 0.66, 0.84], [0.15, 0.22, 0.3, 0.58, 0.8], [0.01, 0.03, 0.1, 0.56, 0.66],
        [0.02, 0.04, 0.96, 0.985, 0.987],
    ]
}
