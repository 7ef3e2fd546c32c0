import Codebook
import Statistics

/// Decides what is shown of every region of one connected part.
struct ComponentProtection {
    let component: Component
    let codebook: Codebook
    let figures: FiguresByRegion
    /// By geography, how its rows are written.
    let publications: [RowPublication]
    /// Regions that an auditor wants to be withheld in any case.
    var extra: Set<LinkedRegions.Key> = []
    /// Regions that stay as they were in any case.
    var given: [LinkedRegions.Key: RegionVersion] = [:]

    /// The decision on a component.
    struct Decision {
        /// By unit, how much is shown.
        var views: [RegionView]
        /// By unit, the reasons; none for a region that is shown whole.
        var reasons: [Set<ProtectionReason>]
        /// By unit, the version that its row stays as; nil for a new row.
        var frozen: [RegionVersion?]
        /// The units that nothing could prove safe.
        var unproven: Set<Int>
        /// The worlds that prove the rest, where they are known already.
        var worlds: [SafetyCertificate.World]?
    }

    /// Decides by the rule: threshold, earlier releases, complements, merges, and corrections that tell little.
    func decide() -> Decision {
        let units = component.units
        let none = RegionView(isShown: false, blocks: RegionView.whole(component.space).blocks)
        var reasons = units.map { unit -> Set<ProtectionReason> in
            guard unit.count > 0, !unit.keys.isEmpty else { return unit.keys.isEmpty ? [.noRow] : [] }
            if unit.count < codebook.protection.threshold { return [.threshold] }
            if !extra.isEmpty, unit.keys.contains(where: extra.contains) { return [.auditor] }
            return unit.nearViews.contains { !$0.isShown } ? [.withheldEarlier] : []
        }
        var frozen = units.map { unit in given.isEmpty ? nil : unit.keys.lazy.compactMap { given[$0] }.first }
        while true {
            let decision = settle(&reasons, frozen, none)
            var isSettled = true
            for unit in units.indices where decision.views[unit].isShown && frozen[unit] == nil {
                guard let key = units[unit].keys.first, let row = figures[key] else { continue }
                // Only what is out could tell anything.
                guard units[unit].versions.contains(where: \.view.isShown) else { continue }
                let values = publications[key.geography].values(row.figures, view: decision.views[unit])
                let earlier = Differencing(codebook: codebook)
                    .earlier(for: units[unit], values, columns: row.columns, view: decision.views[unit])
                guard let earlier else { continue }
                isSettled = false
                switch codebook.protection.differencing {
                case .hold: frozen[unit] = earlier
                case .withhold: reasons[unit].insert(.differencing)
                }
            }
            if isSettled { return decision }
        }
    }

    /// Rows and merges, given the rows that are withheld or held anyway.
    private func settle(
        _ reasons: inout [Set<ProtectionReason>],
        _ frozen: [RegionVersion?],
        _ none: RegionView
    ) -> Decision {
        if codebook.protection.complements == .groups, let network = GroupNetwork(component) {
            return GroupDecision(component: component, ladders: codebook.variables.map(\.mergePairs))
                .decide(network, reasons, frozen)
        }
        while true {
            var rows = RowSuppression(
                component,
                withheld: component.units.indices.map { frozen[$0] == nil && !reasons[$0].isEmpty },
                frozen: frozen.map { $0 != nil }
            )
            rows.run()
            var merges = MergeSuppression(
                component,
                ladders: codebook.variables.map(\.mergePairs),
                withheld: rows.isWithheld,
                frozen: frozen.map { $0?.view }
            )
            let insufficient = merges.run()
            if !insufficient.isEmpty {
                for row in insufficient { reasons[row].insert(.mergeInsufficient) }
                continue
            }
            // A row without any variable is a withheld one, whose scores have to be left open as well.
            let empty = component.units.indices.filter { unit in
                merges.views[unit].isShown && frozen[unit] == nil
                    && !component.units[unit].isOut
                    && merges.views[unit].blocks.allSatisfy(GroupMerging.all)
            }
            if !empty.isEmpty {
                for unit in empty { reasons[unit].insert(.mergeInsufficient) }
                continue
            }
            var all = reasons
            for unit in rows.complements { all[unit].insert(.complement) }
            for unit in component.units.indices where merges.views[unit].isShown {
                if frozen[unit] != nil {
                    all[unit].insert(.frozen)
                } else if codebook.variables.indices.contains(where: { !merges.views[unit].isWhole($0) }) {
                    all[unit].insert(merges.complements[unit] == nil ? .merged : .mergedForOthers)
                }
            }
            let views = component.units.indices.map { unit in
                merges.views[unit].isShown ? merges.views[unit] : none
            }
            return Decision(
                views: views,
                reasons: all,
                frozen: frozen,
                unproven: rows.unproven.union(merges.unproven)
            )
        }
    }
}
