package import Publish

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
        let directory = "\(root)/\(dataset)/releases/\(Publisher.name(number))"
        guard let manifest = Manifest.read(directory) else { return nil }
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

    /// The differences from an earlier release, by period; periods with the same file are left out unread.
    package func differences(from base: Self?) -> [(table: ReleaseTable, difference: TableDifference)] {
        files.compactMap { file in
            let old = base?.files.first { $0.period == file.period }
            if let old, old.sha256 == file.sha256 { return nil }
            guard let table = table(file) else { return nil }
            return (table, TableDifference(from: old.flatMap { base?.table($0) }, to: table))
        }
    }
}
