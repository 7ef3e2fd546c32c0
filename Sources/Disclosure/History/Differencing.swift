import Codebook
import Statistics

/// Whether two published rows of a region together tell that just a few units changed.
struct Differencing {
    let codebook: Codebook

    /// The earlier version that a row has to stay as, since it and the new row together would tell of a change
    /// of a few units; nil where there is none.
    func earlier(for unit: Component.Unit, _ values: [Value], columns: [Int], view: RegionView)
        -> RegionVersion?
    {
        let shown = unit.versions.filter { $0.view.isShown && $0.columns == columns }
        let changed = shown.filter { $0.units != unit.count || $0.groups != unit.groups }
        guard !changed.isEmpty else { return nil }
        let topics = columns.map { codebook.topics[$0] }
        let now = PublishedSieve(values, topics: topics, view: view, rule: codebook.protection)
        let isTold = changed.contains { version in
            let before = PublishedSieve(
                version.values,
                topics: topics,
                view: version.view,
                rule: codebook.protection
            )
            return tells(before.units, now.units)
                || before.shares.contains { measure, range in tells(range, now.shares[measure]) }
        }
        return isTold ? shown.last : nil
    }

    /// Whether the change from one range to another is surely not nothing, and surely of a few units only.
    private func tells(_ before: ClosedRange<Int64>?, _ now: ClosedRange<Int64>?) -> Bool {
        guard let before, let now else { return false }
        let least = now.lowerBound - before.upperBound
        let most = now.upperBound - before.lowerBound
        let few = codebook.protection.minimum
        return least > -few && most < few && (least > 0 || most < 0)
    }
}
