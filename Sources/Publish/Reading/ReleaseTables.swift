/// The tables of a release that people are shown: those of figures by region, as CSV.
package struct ReleaseTables: Sendable {
    /// The directory of the release.
    package let directory: String
    /// Its manifest.
    package let manifest: Manifest

    /// Opens a release; nil where it is not there whole.
    ///
    /// - Parameters:
    ///   - root: The directory of all releases.
    ///   - dataset: The data set.
    ///   - number: The number of the release.
    package init?(root: String, dataset: String, number: Int) {
        self.init(directory: "\(root)/\(dataset)/releases/\(Publisher.name(number))")
    }

    /// Opens the release in a directory; nil where none is there whole.
    package init?(directory: String) {
        guard let manifest = Manifest.read(directory) else { return nil }
        self.init(directory: directory, manifest: manifest)
    }

    /// The tables of a directory as a manifest names them.
    init(directory: String, manifest: Manifest) {
        self.directory = directory
        self.manifest = manifest
    }

    /// The files of figures by region, one a period, in the order of their periods.
    package var files: [Manifest.File] {
        manifest.files.filter {
            $0.path.hasPrefix("statline/") && $0.path.hasSuffix(".csv") && !$0.period.isEmpty
                && ($0.table ?? "figures") == "figures" && $0.geography != ["pc4"]
                && $0.path == "statline/\(manifest.dataset)_\($0.period).csv"
        }
        .sorted { $0.period < $1.period }
    }

    /// Reads a table; nil where it is not there.
    package func table(_ file: Manifest.File) -> ReleaseTable? { ReleaseTable(in: directory, file) }
}
