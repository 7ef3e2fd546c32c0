import Statistics
import Testing

@Suite struct `findings` {
    private func finding(_ code: String, _ severity: Finding.Severity, line: Int?) -> Finding {
        Finding(
            code: code,
            severity: severity,
            place: line.map { Place(line: $0, column: 1) },
            message: Text(nl: "n", en: "e"),
            repair: Text(nl: "n", en: "e")
        )
    }

    @Test func `are all counted, and only the first places of each kind kept`() {
        var findings = Findings()
        for line in 1...10_000 { findings.add(finding("a", .warning, line: line)) }
        findings.add(finding("a", .rejection, line: 5))
        #expect(findings.total == 10_001)
        #expect(findings.kept.count == Findings.keptOfEachKind + 1)
        #expect(findings.kept.compactMap(\.place?.line).prefix(3) == [1, 2, 3])
        #expect(findings.isRejection)
    }

    @Test func `make no text that will not be kept`() {
        var findings = Findings()
        var made = 0
        for line in 1...100 {
            findings.add(code: "a", severity: .note) {
                made += 1
                return finding("", .warning, line: line)
            }
        }
        #expect(made == Findings.keptOfEachKind)
        #expect(findings.kept.allSatisfy { $0.code == "a" && $0.severity == .note })
        #expect(findings.total == 100)
    }

    @Test func `of two collections count together, and keep no more than one would`() {
        var one = Findings((1...15).map { finding("a", .warning, line: $0) })
        one.add(Findings((1...15).map { finding("a", .warning, line: 100 + $0) }))
        #expect(one.total == 30)
        #expect(one.kept.count == Findings.keptOfEachKind)
    }

    @Test func `stand in file order, those of the whole file first`() {
        let findings = Findings([
            finding("c", .note, line: 9), finding("a", .rejection, line: nil),
            finding("b", .warning, line: 2),
        ])
        #expect(findings.inFileOrder.map(\.code) == ["a", "b", "c"])
        #expect(findings.worst == .rejection)
    }

    @Test func `are none at first`() {
        #expect(Findings().isEmpty)
        #expect(Findings().worst == nil)
        #expect(!Findings().isRejection)
    }
}
