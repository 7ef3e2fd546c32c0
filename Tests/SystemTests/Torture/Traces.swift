import Foundation

/// Traces of a run, without the times at which it happened: comparable with those of another run.
struct Traces: Hashable {
    /// The content of every file of releases, drops, archive and spool, by path; and the rows of the ledger, by table.
    let items: [String: String]

    /// Collects what stands in an installation whose daemon has ended.
    init(of here: Installation) throws {
        var items: [String: String] = [:]
        for place in ["published", "jaar", "correctie", "state/archive", "state/spool", "state/models"] {
            let root = here.root + "/" + place
            let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
            for name in names {
                let path = root + "/" + name
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                let type = attributes[.type] as? FileAttributeType
                if type == .typeDirectory { continue }
                items[place + "/" + name] =
                    type == .typeSymbolicLink
                    ? try FileManager.default.destinationOfSymbolicLink(atPath: path)
                    : Self.timeless(try Data(contentsOf: URL(fileURLWithPath: path)), name)
            }
        }
        let current = here.published + "/ses-woa/current/statline"
        for name in try FileManager.default.contentsOfDirectory(atPath: current) {
            let data = try Data(contentsOf: URL(fileURLWithPath: current + "/" + name))
            items["published/ses-woa/current/" + name] = Self.timeless(data, name)
        }
        for (table, rows) in try LedgerDump(path: here.state + "/ledger.sqlite").tables {
            items["ledger: " + table] = rows.joined(separator: "\n")
        }
        self.items = items
    }

    /// Differences from other traces, a line each; none where both are the same.
    func differences(from other: Traces) -> [String] {
        Set(items.keys).union(other.items.keys).sorted().compactMap { path in
            switch (items[path], other.items[path]) {
            case (let own, let wanted) where own == wanted: nil
            case (nil, _): "\(path) is missing"
            case (_, nil): "\(path) is there once too often"
            case (let own?, let wanted?): "\(path) differs: \(Self.firstDifference(own, wanted))"
            }
        }
    }

    /// Outcome where a failure let one delivery wait for a while: what became of each file, what is published and
    /// kept, and what should not be there, whatever the numbers of deliveries and releases.
    var outcome: Traces { Traces(items: outcomes) }

    /// Receipts of each file, whatever is published.
    var receipts: Traces { Traces(items: outcomes.filter { $0.key.hasPrefix("receipt of ") }) }

    private init(items: [String: String]) {
        self.items = items
    }

    private var outcomes: [String: String] {
        var outcomes: [String: String] = [:]
        for (path, content) in items {
            let name = path.split(separator: "/").last.map(String.init) ?? ""
            if path.contains("/_receipts/"), name.hasSuffix(".json") {
                let file = content.firstMatch(of: /"file" ?: ?"([^"]*)"/).map { String($0.output.1) } ?? ""
                outcomes["receipt of " + file] =
                    content.firstMatch(of: /"state" ?: ?"([^"]*)"/).map { String($0.output.1) } ?? ""
            } else if path.contains("/current/") || path.hasPrefix("state/spool") || name.hasPrefix(".") {
                outcomes[path] = name == "manifest.json" ? "" : content
            } else if path.hasPrefix("state/archive") || path.contains("/_rejected/") {
                outcomes["kept: " + content] = ""
            }
        }
        return outcomes
    }

    private static func firstDifference(_ a: String, _ b: String) -> String {
        let (a, b) = (a.components(separatedBy: "\n"), b.components(separatedBy: "\n"))
        let place = zip(a, b).enumerated().first { $1.0 != $1.1 }?.offset ?? min(a.count, b.count)
        let (own, wanted) = (a.dropFirst(place).first ?? "", b.dropFirst(place).first ?? "")
        // From a little before the first character that differs.
        let start = max(0, zip(own, wanted).prefix { $0 == $1 }.count - 20)
        return "'\(own.dropFirst(start).prefix(120))' for '\(wanted.dropFirst(start).prefix(120))'"
    }

    /// Text without dates, times of the day and the place of the installation; other bytes as they are.
    private static func timeless(_ data: Data, _ name: String) -> String {
        guard let text = String(data: data, encoding: .utf8) else { return data.base64EncodedString() }
        if name.hasSuffix(".ess-json") {
            return text.replacing(/"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z"/) { _ in "\"TIME\"" }
        }
        guard [".json", ".html", ".htm"].contains(where: name.hasSuffix) else { return text }
        return text.replacing(/"(received|finished|time)" ?: ?("[^"]*"|[0-9]+)/) { "\"\($0.output.1)\"" }
            .replacing(/peil-[0-9A-F]+-[0-9A-F-]+/, with: "ROOT")
            .replacing(/[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?/, with: "TIME")
            .replacing(/20[0-9]{2}-[0-9]{2}-[0-9]{2}T?/, with: "DATE")
            .replacing(/[0-9]{1,2} [A-Za-z]+ 20[0-9]{2}/, with: "DATE")
    }
}
