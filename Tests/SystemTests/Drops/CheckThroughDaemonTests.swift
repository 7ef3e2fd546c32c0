import Foundation
import Glibc
import TestSupport
import Testing

/// A steward may deliver, and may not read the ledger.
@Suite(.enabled(if: geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")))
struct `a check by a steward without rights on the ledger` {
    private static let file = """
        Perioden;Wijken en buurten;Regiocode (gemeente, wijk, buurt) (code);Particuliere huishoudens (Aantal);SES-WOA/Totaalscore/Gemiddelde score (Getal)
        2019;Rozendaal;GM0277;700;0.312
        2019;Wijk 00;WK027700;700;0.312
        2019;Rozendaal;BU02770000;700;0.309

        """

    /// Runs the check as a user of the drop's group, from a copy of the binary that everyone may run.
    private func check(_ here: Installation, for drop: String = "jaar") throws -> (
        code: Int32, output: String
    ) {
        try Process.output(
            of: "/usr/bin/setpriv",
            [
                "--reuid", "65534", "--regid", "65534", "--clear-groups", here.root + "/peil", "check",
                here.root + "/file.csv", "--drop", drop, "--config", here.configuration,
            ]
        )
    }

    @Test func `asks the daemon, which compares with what is stored; without one it says what it could not`()
        throws
    {
        let here = try Installation(isProved: false)
        try FileManager.default.createDirectory(
            atPath: here.root + "/proef",
            withIntermediateDirectories: true
        )
        let proef =
            "  - {name: proef, path: \(here.root)/proef, dataset: ses-woa, mode: year, checks-only: true}\n"
        try String(contentsOfFile: here.configuration, encoding: .utf8)
            .replacing("drops:\n", with: "drops:\n" + proef)
            .write(toFile: here.configuration, atomically: true, encoding: .utf8)
        try here.drop(Self.file, as: "held.csv", in: "jaar")
        #expect(try here.peil("once").code == 0)
        // Of the three regions held, one is left: only who may look at the ledger can tell.
        let less = Self.file.split(separator: "\n").dropLast(2).joined(separator: "\n") + "\n"
        try less.write(toFile: here.root + "/file.csv", atomically: true, encoding: .utf8)
        try FileManager.default.copyItem(atPath: Installation.binary, toPath: here.root + "/peil")
        for (path, mode) in [
            (here.root, 0o755), (here.root + "/peil", 0o755), (here.state, 0o711),
            (here.root + "/jaar", 0o770), (here.root + "/proef", 0o770), (here.root + "/file.csv", 0o644),
        ] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
        for drop in ["/jaar", "/proef"] {
            try FileManager.default.setAttributes(
                [.groupOwnerAccountID: 65534],
                ofItemAtPath: here.root + drop
            )
        }
        let alone = try check(here)
        #expect(alone.output.contains("checked by itself alone"))
        #expect(!alone.output.contains("replaces-too-much"))

        let daemon = try here.startDaemon()
        for _ in 0..<200 where !FileManager.default.fileExists(atPath: here.state + "/ask/jaar") {
            usleep(50_000)
        }
        let asked = try check(here)
        #expect(asked.code == 1)
        #expect(asked.output.contains("replaces-too-much"))
        #expect(!asked.output.contains("checked by itself alone"))
        // Who may only try files hears nothing that depends on what is held; the journal says who asked.
        let tried = try check(here, for: "proef")
        #expect(tried.code == 0 && tried.output.contains("checked by itself alone"), "\(tried.output)")
        #expect(!tried.output.contains("replaces-too-much"))
        #expect(here.journal.contains("a file was checked for a steward") && here.journal.contains("65534"))
        daemon.terminate()
        daemon.waitUntilExit()
        #expect(!FileManager.default.fileExists(atPath: here.state + "/ask/jaar"))
        #expect(try check(here).output.contains("checked by itself alone"))
    }
}
