/// The version of the program, as commands and manifests name it.
package enum Version {
    /// Semantic version.
    package static let number = "0.1.0"
}
