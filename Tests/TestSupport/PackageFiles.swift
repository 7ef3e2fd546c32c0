import Foundation

/// The files of this package that tests read, and those that may stand beside it.
public enum PackageFiles {
    /// The directory of the package, two above that of this file.
    public static let root: String =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

    /// The path of a shipped codebook.
    public static func codebook(_ dataset: String) -> String { root + "/etc/datasets/\(dataset).yaml" }

    /// The directory of the shipped edition of 2021.
    public static let edition2021 = root + "/etc/regions/2021"

    /// The directory of public files beside the package: `../shared`, or `PEIL_SHARED`.
    ///
    /// They are no part of the package. Tests that read one are enabled only where it is there, so that they are
    /// reported as skipped elsewhere.
    public static let shared = ProcessInfo.processInfo.environment["PEIL_SHARED"] ?? root + "/../shared"

    /// The path of a file beside the package.
    public static func shared(_ path: String) -> String { shared + "/" + path }

    /// Whether a file beside the package is there.
    public static func hasShared(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: shared(path))
    }
}
