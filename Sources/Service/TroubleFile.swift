package import ConfigurationFiles
package import Files
import Foundation
import Ledger

/// The troubles of one drop, as a running daemon tells `peil status`: a file in the state directory.
package struct TroubleFile {
    private let path: String
    private var written: [Setbacks.Setback] = []

    /// The trouble file of a drop, or of another part of the daemon, by name.
    package init(_ name: String, configuration: Configuration) {
        path = configuration.troubles + "/" + name + ".json"
    }

    /// Writes the setbacks where they are others than before; without any there is no file.
    package mutating func write(_ setbacks: [Setbacks.Setback]) throws {
        guard setbacks != written else { return }
        if setbacks.isEmpty {
            try Durable.remove(path)
        } else {
            try Durable.write(Array(JSONEncoder().encode(setbacks)), to: path, mode: 0o600)
        }
        written = setbacks
    }

    /// The setbacks of every part of the daemon, by the name of the part.
    package static func all(_ configuration: Configuration) -> [String: [Setbacks.Setback]] {
        var all: [String: [Setbacks.Setback]] = [:]
        for name in Durable.names(in: configuration.troubles) where name.hasSuffix(".json") {
            guard let bytes = try? ReadFile.bytes(of: configuration.troubles + "/" + name, limit: 16 << 20),
                let setbacks = try? JSONDecoder().decode([Setbacks.Setback].self, from: Data(bytes))
            else { continue }
            all[String(name.dropLast(5))] = setbacks
        }
        return all
    }

    /// Removes what an earlier process left.
    package static func clear(_ configuration: Configuration) throws(MachineFault) {
        try Durable.createDirectory(configuration.troubles, mode: 0o700)
        for name in Durable.names(in: configuration.troubles) {
            _ = try? Durable.remove(configuration.troubles + "/" + name)
        }
    }
}

extension Configuration {
    /// The directory in which a daemon says what is in trouble.
    package var troubles: String { state + "/troubles" }
}
