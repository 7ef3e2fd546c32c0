import Foundation
import Testing

/// Names of files are bytes; those of old systems are no UTF-8.
@Suite struct `a check of a file with a name that is no UTF-8` {
    private static let year = """
        Perioden;Wijken en buurten;Regiocode (gemeente, wijk, buurt) (code);Particuliere huishoudens (Aantal);SES-WOA/Totaalscore/Gemiddelde score (Getal)
        2019;Rozendaal;GM0277;700;0.312
        2019;Wijk 00;WK027700;700;0.312
        2019;Rozendaal;BU02770000;700;0.309

        """

    /// Runs a line of the shell with the binary as `$0`, the configuration as `$1` and a folder as `$2`.
    private func shell(_ line: String, _ here: Installation) throws -> (code: Int32, output: String) {
        try Process.output(of: "/bin/sh", ["-c", line, Installation.binary, here.configuration, here.root])
    }

    @Test func `reads it as it reads any other, and names it as receipts do`() throws {
        let here = try Installation(isProved: false)
        try Self.year.write(toFile: here.root + "/plain.csv", atomically: true, encoding: .utf8)
        let good = try shell(
            """
            d="$2/$(printf 'map\\351')"; f="$d/$(printf 'caf\\351.csv')"; mkdir "$d" && cp "$2/plain.csv" "$f" &&
            "$0" check "$f" "$2/plain.csv" --drop jaar --config "$1" --json
            """,
            here
        )
        #expect(good.code == 0, "\(good.output)")
        #expect(good.output.contains("/map%E9/caf%E9.csv\""), "\(good.output)")
        #expect(good.output.contains("/plain.csv\""))
        let wrong = try shell(
            """
            f="$2/$(printf 'chk\\342.csv')"; sed s/0.312/veel/ "$2/plain.csv" > "$f" &&
            "$0" check "$f" --drop jaar --config "$1" --json
            """,
            here
        )
        #expect(wrong.code == 1 && wrong.output.contains("value-readable"), "\(wrong.output)")
    }

    @Test func `says so where there is none, even beside one whose name only reads alike`() throws {
        let here = try Installation(isProved: false)
        try Self.year.write(toFile: here.root + "/chk\u{FFFD}.csv", atomically: true, encoding: .utf8)
        let none = try shell(
            """
            "$0" check "$2/$(printf 'chk\\342.csv')" --drop jaar --config "$1"
            """,
            here
        )
        #expect(
            none.code == 65 && none.output.contains("chk%E2.csv: there is no such file"),
            "\(none.output)"
        )
        let own = try shell(#""$0" check "$2/chk�.csv" --drop jaar --config "$1""#, here)
        #expect(own.code == 0, "\(own.output)")
    }

    @Test func `reads the limits and the mark beside it too`() throws {
        let here = try Installation(isProved: false)
        try Self.year.write(toFile: here.root + "/plain.csv", atomically: true, encoding: .utf8)
        let checked = try shell(
            """
            f="$2/$(printf 'chk\\342.csv')"; cp "$2/plain.csv" "$f" && echo nonsense > "$f.grenzen.csv" &&
            "$0" check "$f" --drop jaar --config "$1" --json
            """,
            here
        )
        #expect(checked.code == 1 && checked.output.contains("limits-faulty"), "\(checked.output)")
    }
}
