import Files
import Glibc
package import Publish
import Synchronization

/// The releases that stand in the directory of releases, as anyone may have them.
package final class ReleaseShelf: Sendable {
    /// The directory of releases.
    private let root: String
    private let kept = Mutex<[String: Manifest]>([:])

    /// How many manifests are kept in memory: a release never changes.
    private static let most = 16

    /// Looks at a directory of releases.
    package init(root: String) { self.root = root }

    /// One release and where it stands.
    package struct Volume: Sendable {
        /// The directory.
        package let path: String
        /// Its manifest.
        package let manifest: Manifest
    }

    /// The data sets that have a release.
    package var datasets: [String] { names(in: root).filter { number(of: $0) != nil } }

    /// The numbers of the releases of a data set, newest first.
    package func numbers(of dataset: String) -> [Int] {
        guard isName(dataset), let newest = number(of: dataset) else { return [] }
        // What stands there above the newest waits to be published, or was taken back.
        return names(in: "\(root)/\(dataset)/releases").compactMap { $0.hasPrefix(".") ? nil : Int($0) }
            .filter { $0 <= newest }.sorted(by: >)
    }

    /// The release of that number, or the newest where it is nil; nil where there is none.
    package func volume(_ dataset: String, _ wanted: Int? = nil) -> Volume? {
        guard isName(dataset), let newest = number(of: dataset), (wanted ?? newest) <= newest else {
            return nil
        }
        let path = "\(root)/\(dataset)/releases/\(Publisher.name(wanted ?? newest))"
        if let manifest = kept.withLock({ $0[path] }) {
            return access(path, R_OK) == 0 ? Volume(path: path, manifest: manifest) : nil
        }
        guard let manifest = Manifest.read(path) else { return nil }
        kept.withLock { kept in
            if kept.count >= Self.most { kept.removeAll() }
            kept[path] = manifest
        }
        return Volume(path: path, manifest: manifest)
    }

    private func number(of dataset: String) -> Int? {
        Publisher(root: root, cache: "").currentNumber(dataset: dataset)
    }

    private func isName(_ text: String) -> Bool { !text.hasPrefix(".") && !text.contains("/") }

    private func access(_ path: String, _ mode: Int32) -> Int32 { unsafe Glibc.access(path, mode) }

    private func names(in path: String) -> [String] { Durable.names(in: path) }
}
