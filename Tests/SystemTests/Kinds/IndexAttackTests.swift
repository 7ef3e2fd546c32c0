import Foundation
import TestSupport
import Testing

/// An attack on the index that uses nothing but the published table and the number of classes.
@Suite struct `the index under attack` {
    private static let classes = 11

    /// A city of random counts in which some areas are too small to show their classes.
    private func city(seed: UInt64, small: Int) throws -> (here: Installation, areas: [String]) {
        let here = try Installation()
        let path = here.root + "/stad"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let text = try String(contentsOfFile: here.configuration, encoding: .utf8)
        let drop =
            "  - {name: stad, path: \(path), dataset: kansarmoede, edition: voorbeeldstad, mode: year, settle: 0s}"
        try (text.trimmingCharacters(in: .newlines) + "\n" + drop + "\n")
            .write(toFile: here.configuration, atomically: true, encoding: .utf8)
        let list = try String(
            contentsOfFile: Installation.packageRoot + "/etc/regions/voorbeeldstad/buurt.csv",
            encoding: .utf8
        )
        let areas = list.split(separator: "\n").dropFirst().map {
            String($0.split(separator: ";")[0].filter { $0 != "\"" })
        }
        var random = SplitMix64(seed: seed)
        let few = Set(areas.shuffled(using: &random).prefix(small))
        var people = ["Gebieden;Perioden;Inwoners_1;Inwoners18Tot64_2"]
        var work = [
            "Gebieden;Perioden;LangdurigNietWerkendeWerkzoekenden18Tot64_3;OCMWSteuntrekkers18Tot64_4"
        ]
        var income = ["Gebieden;Perioden;Belastingplichtigen_5;BelastingplichtigenOnderInkomensgrens_6"]
        for area in areas {
            let adults =
                few.contains(area)
                ? Int.random(in: 8...29, using: &random) : .random(in: 200...2500, using: &random)
            people.append("\(area);2021JJ00;\(adults * 8 / 5);\(adults)")
            let (out, aid) = (
                Int.random(in: 0...adults / 4, using: &random), Int.random(in: 0...adults / 5, using: &random)
            )
            work.append("\(area);2021JJ00;\(out);\(aid)")
            income.append("\(area);2019JJ00;\(adults + 3);\(Int.random(in: 0...adults / 3, using: &random))")
        }
        for (name, lines) in [("a.csv", people), ("b.csv", work), ("c.csv", income)] {
            try here.drop(lines.joined(separator: "\n") + "\n", as: name, in: "stad")
        }
        try here.peil("once")
        return (here, areas)
    }

    /// The published cells of each region, by code: inhabitants, the classes, the index.
    private func published(_ here: Installation) throws -> [String: [String]] {
        let text = try String(
            contentsOfFile: here.published + "/kansarmoede/current/statline/kansarmoede_2021.csv",
            encoding: .utf8
        )
        let rows = text.split(separator: "\n").dropFirst().map { line in
            line.split(separator: ";", omittingEmptySubsequences: false).map {
                $0.filter { $0 != "\"" && $0 != "\r" }.trimmingCharacters(in: .whitespaces)
            }
        }
        return Dictionary(rows.map { ($0[2], Array($0[3...])) }) { first, _ in first }
    }

    /// By indicator, the classes that the areas without classes must have between them; nil where ties blur them.
    private func missing(_ table: [String: [String]], areas: [String]) -> [[Int]?] {
        let rows = areas.compactMap { table[$0] }
        let hidden = rows.count { row in row[1...].allSatisfy { $0 == "." } }
        return (1...3).map { indicator in
            var missing = [Int](repeating: 0, count: Self.classes)
            let shown = rows.compactMap { Int($0[indicator]) }
            let all = shown.count + hidden
            for below in 0..<all { missing[below * Self.classes / all] += 1 }
            for own in shown { missing[own] -= 1 }
            guard missing.allSatisfy({ $0 >= 0 }) else { return nil }
            return missing.indices.filter { missing[$0] > 0 }
        }
    }

    @Test(arguments: [UInt64](1...8))
    func `the classes of the others do not give that of a small area`(seed: UInt64) throws {
        let small = Int(seed % 3) + 1
        let (here, areas) = try city(seed: seed, small: small)
        let table = try published(here)
        let hidden = areas.filter { table[$0]?[1...].allSatisfy { $0 == "." } ?? false }
        #expect(hidden.count >= small && hidden.count <= small + 6, "\(hidden.count) of \(areas.count)")
        for classes in missing(table, areas: areas) {
            if let classes { #expect(classes.count > 1) }
        }
        let audit = try here.peil("audit", here.published + "/kansarmoede/current")
        #expect(audit.code == 0, "\(audit.output) \(audit.errors)")
    }

    @Test func `the attack and the auditor find the class where nothing else is withheld`() throws {
        let (here, areas) = try city(seed: 40, small: 0)
        var table = try published(here)
        // One area is struck out by hand, as the threshold alone would.
        let victim = try #require(areas.first { table[$0]?[1...].contains(".") == false })
        let true1 = try #require(table[victim]).dropFirst().prefix(3).map { Int($0) }
        let all = missing(table, areas: areas)
        guard all.allSatisfy({ $0 != nil }) else { return }
        table[victim] = [table[victim]?[0] ?? "", ".", ".", ".", "."]
        let found = missing(table, areas: areas)
        for (indicator, classes) in found.enumerated() { #expect(classes == [true1[indicator] ?? -1]) }
        let text = try String(
            contentsOfFile: here.published + "/kansarmoede/current/statline/kansarmoede_2021.csv",
            encoding: .utf8
        )
        let struck = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard line.contains(victim) else { return String(line) }
            let cells = line.components(separatedBy: ";")
            return (cells[..<4] + cells[4...].map { _ in "." }).joined(separator: ";")
        }.joined(separator: "\n")
        let path = here.root + "/struck.csv"
        try struck.write(toFile: path, atomically: true, encoding: .utf8)
        let audit = try here.peil(
            "audit",
            path,
            "--dataset",
            "kansarmoede",
            "--edition",
            "voorbeeldstad",
            "--json"
        )
        #expect(audit.code == 1, "\(audit.output) \(audit.errors)")
        #expect(audit.output.contains(victim))
    }
}
