import Codebook
import Statistics

/// Protects one connected part, and writes down what is said of its regions.
struct PartProtection: Sendable {
    let codebook: Codebook
    let component: Component
    let figures: FiguresByRegion
    /// By geography, how its rows are written.
    let publications: [RowPublication]
    let history: ProtectionHistory
    /// The digest by which the part is known again.
    let mark: UInt64

    /// Outcome of protection of a part.
    struct Outcome: Sendable {
        var standing: [LinkedRegions.Key: StandingVersion] = [:]
        var unproven: [LinkedRegions.Key] = []
        var proof: ProtectionProof.Part
    }

    /// Decides what is shown, and publishes it.
    func protect(extra: Set<LinkedRegions.Key>, frozen given: [LinkedRegions.Key: RegionVersion]) -> Outcome {
        let decision = ComponentProtection(
            component: component,
            codebook: codebook,
            figures: figures,
            publications: publications,
            extra: extra,
            given: given
        ).decide()
        var outcome = Outcome(
            proof: ProtectionProof.Part(component: component, views: decision.views, worlds: decision.worlds)
        )
        for (place, unit) in component.units.enumerated() {
            for key in unit.keys {
                guard let row = figures[key] else { continue }
                let frozen = decision.frozen[place].flatMap { frozen in
                    history.versions[key]?.last { $0.units == frozen.units && $0.groups == frozen.groups }
                }
                let version =
                    frozen
                    ?? RegionVersion(
                        view: decision.views[place],
                        columns: row.columns,
                        values: publications[key.geography].values(row.figures, view: decision.views[place]),
                        units: unit.count,
                        groups: unit.groups
                    )
                outcome.standing[key] = StandingVersion(
                    version: version,
                    reasons: decision.reasons[place],
                    mark: mark
                )
                if decision.unproven.contains(place) { outcome.unproven.append(key) }
            }
        }
        return outcome
    }
}
