public import Statistics

/// Input of a proof of safety: the exact counts, and the figures shown of them.
public struct ProtectionProof: Sendable {
    /// One connected part.
    struct Part: Sendable {
        let component: Component
        let views: [RegionView]
        /// Worlds that are known already; nil where they are made when they are asked for.
        var worlds: [SafetyCertificate.World]?
    }

    let parts: [Part]

    /// How many connected parts were protected anew.
    public var count: Int { parts.count }

    /// The certificate of one connected part: two worlds for every withheld figure.
    ///
    /// It is built when it is asked for, since all of them together would take much memory.
    public func certificate(of part: Int) -> SafetyCertificate {
        let (component, views) = (parts[part].component, parts[part].views)
        return SafetyCertificate(
            atoms: component.cells,
            regions: component.units.flatMap { unit -> [SafetyCertificate.Region] in
                let earlier = zip(unit.versions, unit.isNear).filter { $0.0.view.isShown && $0.1 }.map {
                    SafetyCertificate.Row(columns: $0.0.columns, values: $0.0.values)
                }
                let keys: [LinkedRegions.Key?] = unit.keys.isEmpty ? [nil] : unit.keys
                return keys.map { SafetyCertificate.Region(key: $0, atoms: unit.atoms, earlier: earlier) }
            },
            worlds: parts[part].worlds ?? SecondWorlds(component: component, views: views).all()
        )
    }

    /// The certificates of all connected parts, in their order.
    public var certificates: [SafetyCertificate] { (0..<count).map(certificate) }
}
