package import Files
import Foundation

/// The last release of each data set that a hook was told of: a file for each hook, written after it was told.
///
/// A process that is killed between the two tells again: nothing is left out, something may be said twice.
package struct HookMarks: Sendable {
    private let root: String

    /// The marks in a directory of the state.
    package init(root: String) { self.root = root }

    /// A file of marks that holds none.
    package struct Unreadable: Error, CustomStringConvertible {
        let path: String
        package var description: String {
            "\(path): holds no marks of a hook; remove it, and the hook is told of the newest releases again"
        }
    }

    /// Makes the directory.
    package func prepare() throws(MachineFault) { try Durable.createDirectory(root, mode: 0o700) }

    /// The marks of a hook, by data set; empty for a hook that is new.
    package func read(_ hook: String) throws -> [String: Int] {
        guard Durable.names(in: root).contains(hook + ".json") else { return [:] }
        let bytes = try ReadFile.bytes(of: path(hook), limit: 1 << 20)
        guard let marks = try? JSONDecoder().decode([String: Int].self, from: Data(bytes)) else {
            throw Unreadable(path: path(hook))
        }
        return marks
    }

    /// Keeps the marks of a hook, so that they outlive a loss of power.
    package func write(_ marks: [String: Int], of hook: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try Durable.write(Array(encoder.encode(marks)), to: path(hook), mode: 0o600)
    }

    private func path(_ hook: String) -> String { "\(root)/\(hook).json" }
}
