import Statistics

extension OffsetHistory {
    /// The version of the bytes; docs/formats/protection.md describes them.
    static let version: UInt64 = 1

    /// The history as bytes, the same for the same history.
    public var bytes: [UInt8] {
        var writer = HistoryWriter()
        writer.add(Self.version)
        writer.add(releases)
        writer.add(rows.count)
        for (code, row) in rows.sorted(by: { $0.key < $1.key }) {
            writer.add(code)
            writer.add(row)
        }
        writer.add(atoms.count)
        for (name, atom) in atoms.sorted(by: { $0.key < $1.key }) {
            writer.add(name)
            writer.add(atom)
        }
        return writer.bytes
    }

    /// Reads bytes; nil where they are none of a history.
    public init?(bytes: [UInt8]) {
        var reader = HistoryReader(bytes: bytes)
        guard reader.number() == Self.version, let releases = reader.whole(), let count = reader.whole()
        else { return nil }
        self.init()
        self.releases = releases
        for _ in 0..<count {
            guard let code = reader.text(), let row = reader.row() else { return nil }
            rows[code] = row
        }
        guard let atoms = reader.whole() else { return nil }
        for _ in 0..<atoms {
            guard let name = reader.text(), let atom = reader.atom() else { return nil }
            self.atoms[name] = atom
        }
        guard reader.isAtEnd else { return nil }
    }
}
