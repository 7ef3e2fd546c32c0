package import Codebook
package import Statistics

/// A figure of a region that can be compared over years, versions and forms.
package enum Feature: Hashable, Sendable {
    /// The share of one category of a variable, from 0 to 1.
    case category(variable: Int, category: Int)
    /// The share of one published group of a variable, from 0 to 1.
    case group(variable: Int, group: Int)
    /// The mean score, of one variable or of all.
    case score(variable: Int?)
    /// The standard deviation of the score, of one variable or of all.
    case deviation(variable: Int?)
    /// The mean difference of the score, of one variable or of all.
    case difference(variable: Int?)
    /// The square root of a count that indicators are made of, by its rank: its spread does not grow with it.
    case indicator(Int)

    /// A set of features of which two can be exchanged without any value becoming impossible.
    package enum Family: Hashable, Sendable {
        case categories(Int), groups(Int), scores, spreads, indicators
    }

    /// The kind of number, by which changes are compared with each other.
    package enum Scale: Hashable, Sendable {
        case share, score, spread, root
    }

    /// The family; nil for a feature that takes no part in exchanges.
    package var family: Family? {
        switch self {
        case .category(let variable, _): .categories(variable)
        case .group(let variable, _): .groups(variable)
        case .score(let variable): variable == nil ? nil : .scores
        // Of the total too: no rule of sums sees that two measures of its spread changed places.
        case .deviation, .difference: .spreads
        case .indicator: .indicators
        }
    }

    /// The kind of number.
    package var scale: Scale {
        switch self {
        case .category, .group: .share
        case .score: .score
        case .deviation, .difference: .spread
        case .indicator: .root
        }
    }

    /// The feature that a topic of the published form holds; nil where it holds none.
    package init?(published measure: Measure) {
        switch measure {
        case .share(let variable, let group): self = .group(variable: variable, group: group)
        case .score(let variable): self = .score(variable: variable)
        case .standardDeviation(let variable): self = .deviation(variable: variable)
        case .meanDifference(let variable): self = .difference(variable: variable)
        default: return nil
        }
    }
}

extension Codebook {
    /// The name of a feature for people.
    package func title(of feature: Feature) -> Text {
        func of(_ variable: Int, _ part: Text) -> Text {
            let whole = variables[variable].title
            return Text(nl: "\(whole.nl)/\(part.nl)", en: "\(whole.en)/\(part.en)")
        }
        func topic(_ measure: Measure) -> Text {
            topicRank(of: measure).map { topics[$0].title } ?? title
        }
        switch feature {
        case .category(let variable, let category):
            return of(variable, variables[variable].categories[category].title)
        case .group(let variable, let group): return of(variable, variables[variable].groups[group].title)
        case .score(let variable): return topic(.score(variable: variable))
        case .deviation(let variable): return topic(.standardDeviation(variable: variable))
        case .difference(let variable): return topic(.meanDifference(variable: variable))
        case .indicator(let rank): return countsForm.map { $0.topics[rank].title } ?? title
        }
    }
}
