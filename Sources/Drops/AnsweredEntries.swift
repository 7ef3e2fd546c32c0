package import Files

/// The entries of a drop that were answered and stay where they stand: directories, and files that cannot be read.
///
/// An entry that changed is answered anew. The list outlives the process.
package struct AnsweredEntries {
    private let path: String
    private var identities: Set<String>

    /// Reads the list of a drop from its directory in the spool.
    package init(spool: String) {
        path = spool + "/.answered"
        let text = (try? ReadFile.bytes(of: path, limit: 64 << 20)) ?? []
        identities = Set(String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init))
    }

    /// True for an entry that was answered as it stands.
    package func contains(_ entry: DropDirectory.Entry) -> Bool { identities.contains(entry.identity) }

    /// Notes that an entry is answered.
    package mutating func add(_ entry: DropDirectory.Entry) throws(MachineFault) {
        identities.insert(entry.identity)
        try write()
    }

    /// Forgets the entries that stand there no longer.
    package mutating func keep(only entries: [DropDirectory.Entry]) throws(MachineFault) {
        guard !identities.isEmpty else { return }
        let present = identities.intersection(entries.map(\.identity))
        guard present != identities else { return }
        identities = present
        try write()
    }

    private func write() throws(MachineFault) {
        try Durable.write(Array(identities.sorted().joined(separator: "\n").utf8), to: path, mode: 0o600)
    }
}
