import Foundation
import Testing

/// Files beside the figures, and deliveries of published figures, tell nothing that protection withholds.
@Suite struct `side doors` {
    private static let shown = "BU00600000"
    private static let small = "BU00600001"

    /// Counts of a large buurt and of one of 84 households, of one wijk.
    private static func counts(_ period: String = "2019JJ00") -> String {
        JointDelivery.text(
            [
                (shown, [((10, 5, 1), 9_161), ((1, 1, 6), 8_723), ((3, 2, 2), 512)]),
                (small, [((3, 2, 1), 61), ((2, 2, 2), 23)]),
            ],
            period: period
        )
    }

    @Test func `no digest, size or name of a delivery stands in a release`() throws {
        let here = try Installation(isProved: false)
        let text = Self.counts()
        try here.drop(text, as: "secret-name.csv", in: "correctie")
        try here.peil("once")
        let path = here.root + "/delivered"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let sums = Process()
        let pipe = Pipe()
        sums.executableURL = URL(fileURLWithPath: "/bin/sh")
        sums.arguments = [
            "-c", "for s in md5sum sha1sum sha256sum sha512sum; do $s '\(path)' | cut -d' ' -f1; done",
        ]
        sums.standardOutput = pipe
        try sums.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        sums.waitUntilExit()
        let digests = String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(digests.count == 4)
        let release = here.published + "/ses-woa/releases/000001"
        let files = try #require(FileManager.default.enumerator(atPath: release))
        var seen = 0
        for case let name as String in files {
            guard let data = FileManager.default.contents(atPath: release + "/" + name) else { continue }
            seen += 1
            let content = String(decoding: data, as: UTF8.self)
            for digest in digests { #expect(!content.localizedCaseInsensitiveContains(digest), "\(name)") }
            #expect(!content.contains("secret-name"), "\(name)")
        }
        #expect(seen > 3)
        let manifest = try #require(here.current("manifest.json"))
        let content = try #require(try JSONSerialization.jsonObject(with: manifest) as? [String: Any])
        #expect(content["deliveries"] as? [[String: String]] == [["delivery": "000001"]])
        // A digest of the codebook would be one of its secret settings.
        #expect(content["rulesVersion"] as? String == "1")
    }

    @Test func `a change of the codebook makes a release, though no digest of it is published`() throws {
        let here = try Installation(isProved: false)
        try here.drop(Self.counts(), as: "a.csv", in: "correctie")
        try here.peil("once")
        try here.peil("once")
        #expect(FileManager.default.fileExists(atPath: here.published + "/ses-woa/releases/000001"))
        #expect(!FileManager.default.fileExists(atPath: here.published + "/ses-woa/releases/000002"))
        let codebook = here.root + "/shipped/ses-woa.yaml"
        try (String(contentsOfFile: codebook, encoding: .utf8) + "\n# other\n")
            .write(toFile: codebook, atomically: true, encoding: .utf8)
        try here.peil("once")
        #expect(FileManager.default.fileExists(atPath: here.published + "/ses-woa/releases/000002"))
    }

    /// The released table of 2019, perhaps with one cell of a region replaced by that of another.
    private static func table(_ here: Installation, giving region: String? = nil, column: Int = 4) throws
        -> String
    {
        let csv = String(
            decoding: try #require(here.current("statline/ses-woa_2019.csv")),
            as: UTF8.self
        )
        let lines = csv.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let region else { return csv }
        let donor = try #require(lines.first { $0.contains(shown) }).components(separatedBy: ";")
        return lines.map { line in
            guard line.contains(region) else { return line }
            var cells = line.components(separatedBy: ";")
            for place in column..<cells.count { cells[place] = donor[place] }
            return cells.joined(separator: ";")
        }.joined(separator: "\n")
    }

    private static func codes(_ receipt: [String: Any]?) -> [String] {
        (receipt?["findings"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
    }

    @Test func `a published table that shows a withheld row is rejected, naming it`() throws {
        let here = try Installation(isProved: false)
        try here.drop(Self.counts(), as: "a.csv", in: "jaar")
        try here.peil("once")
        // The same table is no news.
        try here.drop(Self.table(here), as: "same.csv", in: "jaar")
        try here.peil("once")
        let same = try here.receipt("same.csv", in: "jaar")
        #expect(same?["state"] as? String == "accepted", "\(same ?? [:])")
        #expect(!Self.codes(same).contains("protection-undone"))
        // Now the period is held as published; what was withheld of its counts is still withheld.
        for drop in ["jaar", "correctie"] {
            try here.drop(Self.table(here, giving: Self.small), as: "\(drop).csv", in: drop)
            let check = try here.peil(
                "check",
                here.root + "/\(drop)/\(drop).csv",
                "--drop",
                drop,
                "--json"
            )
            #expect(check.code == 1 && check.output.contains("protection-undone"))
            try here.peil("once")
            let receipt = try #require(try here.receipt("\(drop).csv", in: drop))
            #expect(receipt["state"] as? String == "rejected")
            let findings = try #require(receipt["findings"] as? [[String: Any]])
            let finding = try #require(findings.first { $0["code"] as? String == "protection-undone" })
            #expect(finding["region"] as? String == Self.small)
            #expect(finding["line"] as? Int ?? 0 > 1 && finding["column"] as? Int ?? 0 > 1)
            #expect((finding["repair"] as? String)?.contains("published-elsewhere") == true)
        }
    }

    @Test func `the region above a withheld one is not shown otherwise than it was released`() throws {
        let here = try Installation(isProved: false)
        try here.drop(Self.counts(), as: "a.csv", in: "jaar")
        try here.peil("once")
        // The gemeente with the figures of its buurt: no figure is withheld there, yet the difference tells.
        try here.drop(Self.table(here, giving: "GM0060"), as: "b.csv", in: "jaar")
        try here.peil("once")
        let receipt = try here.receipt("b.csv", in: "jaar")
        #expect(receipt?["state"] as? String == "rejected")
        #expect(Self.codes(receipt).contains("protection-undone"))
    }

    @Test func `a drop or a table that is declared public elsewhere is taken`() throws {
        let here = try Installation(
            extra: """
                  - {name: cbs, path: \(NSTemporaryDirectory())elsewhere-\(ProcessInfo.processInfo.globallyUniqueString), \
                dataset: ses-woa, mode: year, settle: 0s, published-elsewhere: true}
                """,
            isProved: false
        )
        let configuration = try String(contentsOfFile: here.configuration, encoding: .utf8)
        let path = try #require(
            configuration.split(separator: "\n").first { $0.contains("name: cbs") }?
                .split(separator: ",").first { $0.contains("path:") }?.split(separator: " ").last
        )
        try FileManager.default.createDirectory(atPath: String(path), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: String(path)) }
        try here.drop(Self.counts(), as: "a.csv", in: "jaar")
        try here.peil("once")
        let table = try Self.table(here, giving: Self.small, column: 4)
        try table.write(toFile: here.root + "/whole.csv", atomically: true, encoding: .utf8)
        let own = try here.peil("check", here.root + "/whole.csv", "--drop", "jaar")
        #expect(own.output.contains("protection-undone"))
        let declared = try here.peil("check", here.root + "/whole.csv", "--drop", "cbs")
        #expect(!declared.output.contains("protection-undone"), "\(declared.output)")

        // The same table, named in the codebook: its figures count as public.
        let codebook = here.root + "/shipped/ses-woa.yaml"
        let text = try String(contentsOfFile: codebook, encoding: .utf8)
        let key = """

            published-elsewhere:
              - title: {nl: de tabel van een ander, en: the table of another office}
                file: elsewhere/whole.csv

            """
        try (text + key).write(toFile: codebook, atomically: true, encoding: .utf8)
        #expect(try here.peil("check", here.root + "/whole.csv", "--drop", "jaar").code == 78)
        try FileManager.default.createDirectory(
            atPath: here.root + "/shipped/elsewhere",
            withIntermediateDirectories: true
        )
        try table.replacing(Self.shown, with: "BU0060zz")
            .write(toFile: here.root + "/shipped/elsewhere/whole.csv", atomically: true, encoding: .utf8)
        try "geen;tabel\n1;2\n".write(
            toFile: here.root + "/shipped/elsewhere/whole.csv",
            atomically: true,
            encoding: .utf8
        )
        let broken = try here.peil("check", here.root + "/whole.csv", "--drop", "jaar")
        #expect(broken.code == 78 && broken.errors.contains("published-elsewhere"), "\(broken.errors)")
        try table.write(
            toFile: here.root + "/shipped/elsewhere/whole.csv",
            atomically: true,
            encoding: .utf8
        )
        let named = try here.peil("check", here.root + "/whole.csv", "--drop", "jaar")
        #expect(named.code != 78, "\(named.errors)")
        #expect(!named.output.contains("protection-undone"), "\(named.output)")
        try here.peil("once")
        let manifest = String(decoding: try #require(here.current("manifest.json")), as: UTF8.self)
        #expect(manifest.contains("the table of another office"))
    }
}
