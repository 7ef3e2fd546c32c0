import Foundation
import TestSupport
import Testing

/// The page on what an intruder knows and what is promised.
@Suite struct `the threat model` {
    @Test func `names for every promise tests that there are`() throws {
        let root = PackageFiles.root
        let page = try String(contentsOfFile: root + "/docs/threat-model.md", encoding: .utf8)
        var sources = ""
        let files = FileManager.default.enumerator(atPath: root + "/Tests")
        while let file = files?.nextObject() as? String {
            guard file.hasSuffix(".swift") else { continue }
            sources += try String(contentsOfFile: root + "/Tests/" + file, encoding: .utf8)
        }
        var promises = 0
        for line in page.split(separator: "\n") where line.hasPrefix("| ") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 2, !cells[0].hasPrefix("promised"), !cells[0].hasPrefix("---") else {
                continue
            }
            promises += 1
            let names = cells[1].split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset % 2 == 1 }.map { String($0.element) }
            #expect(!names.isEmpty, "\(cells[0])")
            for name in names { #expect(sources.contains("`\(name)`"), "\(name)") }
        }
        #expect(promises > 20)
    }
}
