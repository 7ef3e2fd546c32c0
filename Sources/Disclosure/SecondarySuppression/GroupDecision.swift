import Codebook

/// Decides what is shown of regions of which single groups may be withheld for the sake of others.
struct GroupDecision {
    let component: Component
    let ladders: [[MergeLadder.Pair]]

    /// Decides, given the rows that are withheld or held anyway.
    func decide(
        _ network: GroupNetwork,
        _ reasons: [Set<ProtectionReason>],
        _ frozen: [RegionVersion?]
    ) -> ComponentProtection.Decision {
        var reasons = reasons
        let none = RegionView(isShown: false, blocks: RegionView.whole(component.space).blocks)
        let views = component.units.indices.map { place -> RegionView in
            if let view = frozen[place]?.view { return view }
            let unit = component.units[place]
            guard reasons[place].isEmpty, unit.count > 0 else { return none }
            let view = small(unit)
            guard GroupMerging.all(view.blocks[0]), !unit.isOut else { return view }
            reasons[place].insert(.mergeInsufficient)
            return none
        }
        var suppression = GroupSuppression(
            component,
            network,
            views: views,
            isFrozen: frozen.map { $0 != nil }
        )
        suppression.run()
        for place in component.units.indices {
            let view = suppression.views[place]
            if frozen[place] != nil {
                reasons[place].insert(.frozen)
            } else if suppression.complements.contains(place) {
                reasons[place].insert(view.isShown ? .mergedForOthers : .complement)
            } else if view.isShown, !view.isWhole(0) {
                reasons[place].insert(.merged)
            }
        }
        return ComponentProtection.Decision(
            views: suppression.views.map { $0.isShown ? $0 : none },
            reasons: reasons,
            frozen: frozen,
            unproven: suppression.unproven,
            worlds: suppression.worlds
        )
    }

    /// View of a region with small groups: one block of all that are merged, since more could not be exchanged.
    private func small(_ unit: Component.Unit) -> RegionView {
        var view = RegionView.whole(component.space)
        view.blocks = MergeSuppression.blocks(of: unit, component, ladders)
        let merged = view.merged(0)
        return merged.count < 2 ? view : view.merging(merged.flatMap(\.self), of: 0)
    }
}
