import Files
package import Ledger
import Publish
import Statistics

/// The models that periods are imputed with, beside every release, for those who may read the state.
///
/// They are internal: they stand in the state directory, never under the directory that is published.
/// docs/formats/model.md says what is in them.
package struct ModelFiles: Sendable {
    /// The directory of all data sets' models.
    package let root: String
    package let ledger: any LedgerStore

    package init(root: String, ledger: any LedgerStore) {
        self.root = root
        self.ledger = ledger
    }

    /// Writes the models of what is stored beside the release of that number, before it is recorded.
    ///
    /// Whatever stands there already is of an earlier attempt, and is made anew. A model that is as it was beside
    /// `base` is that file under a second name, where the file system can.
    package func write(dataset: String, number: Int, base: Int?) throws {
        let folder = folder(dataset: dataset, number: number)
        Self.remove(folder)
        let models = try ledger.storedPeriods(dataset: dataset).compactMap { stored in
            try ledger.keptModel(dataset: dataset, period: stored.period).map { (stored.period, $0) }
        }
        guard !models.isEmpty else { return }
        for path in [root, "\(root)/\(dataset)", folder] { try Durable.createDirectory(path, mode: 0o700) }
        for (period, model) in models {
            let path = "\(folder)/\(period.name).json"
            if let base {
                let before = "\(self.folder(dataset: dataset, number: base))/\(period.name).json"
                if ReadFile.regular(before, limit: model.count) == model, Self.link(before, to: path) {
                    continue
                }
            }
            try Durable.write(model, to: path, mode: 0o600)
        }
        for path in [folder, "\(root)/\(dataset)", root] { try Durable.syncDirectory(path) }
    }

    /// Removes the models of releases that are no longer there.
    package func prune(dataset: String, keeping isKept: (Int) -> Bool) {
        let folder = "\(root)/\(dataset)"
        for name in Durable.names(in: folder) {
            guard let number = Int(name), !isKept(number) else { continue }
            // What cannot be removed now is removed with the next release.
            Self.remove("\(folder)/\(name)")
        }
    }

    /// Removes a directory of models, as far as that can be done.
    private static func remove(_ path: String) {
        try? Directory.above(path) { above, name in try above.removeAll(name) }
    }

    /// Gives a file a second name; false where the file system cannot.
    private static func link(_ source: String, to target: String) -> Bool {
        let isDone: Void? = try? Directory.above(source) { from, old in
            try Directory.above(target) { to, new in try from.link(old, to: to, as: new) }
        }
        return isDone != nil
    }

    private func folder(dataset: String, number: Int) -> String {
        "\(root)/\(dataset)/\(Publisher.name(number))"
    }
}
