import Foundation
import Testing

/// A file that is uploaded on the page is looked at, and nothing else.
@Suite struct `an upload` {
    private static let token = "0123456789abcdef0123456789abcdef"
    private static let file = """
        Perioden;Wijken en buurten;Regiocode (gemeente, wijk, buurt) (code);Particuliere huishoudens (Aantal);SES-WOA/Totaalscore/Gemiddelde score (Getal)
        2019;Rozendaal;GM0277;700;veel

        """

    /// Asks the daemon by curl, which speaks to a socket in the file system.
    private func curl(_ here: Installation, _ arguments: [String]) throws -> (status: String, body: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
        process.arguments =
            [
                "-s", "-w", "\n%{http_code}", "--unix-socket", here.root + "/http.sock", "-H",
                "Accept-Language: en",
            ]
            + arguments
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let lines = text.components(separatedBy: "\n")
        return (lines.last ?? "", lines.dropLast().joined(separator: "\n"))
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")))
    func `is answered like a receipt, with its lines, within the size of a delivery, for who has a token`()
        throws
    {
        let here = try Installation(isProved: false)
        let text = try String(contentsOfFile: here.configuration, encoding: .utf8)
        let http =
            "http: {listen: 'unix:\(here.root)/http.sock', tokens: \(here.root)/tokens}\nlargest-delivery: 1MiB\n"
        try (http + text).write(toFile: here.configuration, atomically: true, encoding: .utf8)
        try "anna \(Self.token)\n".write(toFile: here.root + "/tokens", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: here.root + "/tokens")
        try Self.file.write(toFile: here.root + "/f<b>.csv", atomically: true, encoding: .utf8)
        try String(repeating: "x", count: 2_000_000)
            .write(toFile: here.root + "/large.csv", atomically: true, encoding: .utf8)
        let daemon = try here.startDaemon()
        defer {
            daemon.terminate()
            daemon.waitUntilExit()
        }
        #expect(
            here.wait { FileManager.default.fileExists(atPath: here.root + "/http.sock") },
            "\(here.journal)"
        )
        let token = ["-H", "Authorization: Bearer " + Self.token]
        let form = ["-F", "drop=jaar", "-F", "file=@\(here.root)/f<b>.csv", "http://localhost/check"]
        #expect(try curl(here, ["http://localhost/check"]).status == "401")
        #expect(try curl(here, form).status == "401")
        #expect(
            try curl(here, token + ["http://localhost/check"]).body.contains(
                "enctype=\"multipart/form-data\""
            )
        )
        let answer = try curl(here, token + form)
        #expect(answer.status == "200")
        #expect(answer.body.contains("Only checked: would be rejected"))
        #expect(answer.body.contains("f&lt;b&gt;.csv") && !answer.body.contains("f<b>.csv"))
        #expect(answer.body.contains("<mark>veel</mark>"), "\(answer.body)")
        let large = ["-F", "drop=jaar", "-F", "file=@\(here.root)/large.csv", "http://localhost/check"]
        #expect(try curl(here, token + large).status == "413")
        #expect(try curl(here, token + ["-d", "a=b", "http://localhost/check"]).status == "400")
        #expect(try curl(here, token + ["-H", "Origin: http://evil.example"] + form).status == "403")
        let nowhere = ["-F", "drop=x", "-F", "file=@\(here.root)/f<b>.csv", "http://localhost/check"]
        #expect(try curl(here, token + nowhere).body.contains("Choose the drop that the file is for."))
        #expect(!FileManager.default.fileExists(atPath: here.state + "/check/upload"))
        #expect(try curl(here, token + ["http://localhost/deliveries"]).body.contains("0 found"))
    }
}
