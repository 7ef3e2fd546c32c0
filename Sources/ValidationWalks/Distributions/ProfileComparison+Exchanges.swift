extension ProfileComparison {
    /// Two features that seem to stand in each other's place.
    package struct Exchange: Sendable {
        /// Both.
        package let features: (Feature, Feature)
        /// How much likelier the exchange is than what was delivered, as a natural logarithm.
        package let logarithm: Double
        /// The regions that tell of it.
        package let regions: Int
    }

    /// Whether the features of an exchange are more like those of this reference as they are than the other way round.
    package func contradicts(_ exchange: Exchange) -> Bool {
        guard let i = features.firstIndex(of: exchange.features.0),
            let j = features.firstIndex(of: exchange.features.1)
        else { return false }
        return evidence(exchanged: i, j).logarithm < 0
    }

    /// The exchanges with the most evidence; no feature stands in two.
    package func exchanges(beyond bound: Double) -> [Exchange] {
        var exchanges: [(i: Int, j: Int, found: Exchange)] = []
        for i in features.indices {
            for j in features.indices where j > i {
                guard let family = features[i].family, features[j].family == family else { continue }
                let (logarithm, regions, isCloser) = evidence(exchanged: i, j)
                guard isCloser, logarithm > bound else { continue }
                let pair = (features[i], features[j])
                exchanges.append((i, j, Exchange(features: pair, logarithm: logarithm, regions: regions)))
            }
        }
        var taken: Set<Int> = []
        return exchanges.sorted { $0.found.logarithm > $1.found.logarithm }.compactMap { i, j, found in
            guard !taken.contains(i), !taken.contains(j) else { return nil }
            taken.formUnion([i, j])
            return found
        }
    }
}
