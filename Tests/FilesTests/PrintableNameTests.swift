import Files
import Testing

@Suite struct `a name on a terminal` {
    @Test(arguments: [
        ("a\u{1B}[2Kb.csv", "a?[2Kb.csv"), ("a\nb\r.csv", "a?b?.csv"), ("\u{202E}vsc.csv", "?vsc.csv"),
        ("a\u{2066}b\u{200F}c\u{9B}d\u{2028}", "a?b?c?d?"), ("Fryslân é.csv", "Fryslân é.csv"),
    ])
    func `is without what moves the cursor or turns the direction of writing`(name: String, shown: String) {
        #expect(printable(name) == shown)
    }
}
