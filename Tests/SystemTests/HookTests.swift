import Classification
import Files
import Foundation
import Statistics
import Testing

@Suite struct `hooks of releases` {
    /// A buurt of Ameland with so many households: more than one release can be made of it.
    private func ameland(_ households: Int64) -> String { JointDelivery.ameland(households, others: 50) }

    /// A program that writes the number of the release, its manifest's digest and its input into a file.
    private func program(_ here: Installation) throws -> String {
        let path = here.root + "/told.sh"
        try """
        #!/bin/sh
        [ -e "\(here.root)/deaf" ] && exit 3
        echo "$DATASET $RELEASE $MANIFEST_SHA256 $(sha256sum < "$1" | cut -c1-64)" >> "\(here.root)/told"
        """.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    private func configure(_ here: Installation, _ hooks: String) throws {
        let text = try String(contentsOfFile: here.configuration, encoding: .utf8)
        try (text + "\nhooks:\n" + hooks).write(toFile: here.configuration, atomically: true, encoding: .utf8)
    }

    /// An installation that tells a program, and an outbox.
    private func listening() throws -> Installation {
        let here = try Installation(isProved: false)
        try Durable.createDirectory(here.root + "/outbox", mode: 0o755)
        let program = try program(here)
        try configure(
            here,
            "  - {name: told, command: \(program)}\n  - {name: box, outbox: \(here.root)/outbox}\n"
        )
        return here
    }

    private func told(_ here: Installation) -> [[Substring]] {
        let text = (try? String(contentsOfFile: here.root + "/told", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map { $0.split(separator: " ") }
    }

    @Test func `tell a program and an outbox of each release, and later of what they refused`() throws {
        let here = try listening()
        _ = FileManager.default.createFile(atPath: here.root + "/deaf", contents: nil)
        try here.drop(ameland(100), as: "a.csv", in: "correctie")
        let deaf = try here.peil("once")
        #expect(deaf.code == 0, "\(deaf.errors)")
        #expect(deaf.errors.contains("told.sh: ended with 3"))
        #expect(told(here).isEmpty)
        #expect(Durable.names(in: here.root + "/outbox") == ["ses-woa-000001.json"])

        try FileManager.default.removeItem(atPath: here.root + "/deaf")
        try here.drop(ameland(120), as: "b.csv", in: "correctie")
        try here.peil("once")
        #expect(told(here).map { $0.prefix(2) } == [["ses-woa", "1"], ["ses-woa", "2"]])
        #expect(told(here).allSatisfy { $0.count == 4 && $0[2] == $0[3] })

        try here.peil("once")
        #expect(told(here).count == 2)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: here.root + "/outbox/ses-woa-000002.json"))
        let said = try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
        #expect(said["release"] as? Int == 2)
        #expect(Set(said.keys) == ["dataset", "release", "time", "manifest", "manifestSha256"])
        let manifest = try #require(said["manifest"] as? String)
        #expect(FileManager.default.fileExists(atPath: here.published + "/" + manifest))
    }

    /// An installation that told of its first release, with more in the drop.
    private func prepared() throws -> Installation {
        let here = try listening()
        try here.drop(ameland(100), as: "a.csv", in: "correctie")
        try here.peil("once")
        for (rank, name) in ["b", "c"].enumerated() {
            try here.drop(ameland(120 + 20 * Int64(rank)), as: name + ".csv", in: "correctie")
        }
        return here
    }

    @Test func `are told of every release in order, wherever the process is killed`() throws {
        let seam = ["LD_PRELOAD": DisturbedRun.seam ?? ""]
        let calm = try prepared()
        try calm.peil("once", environment: seam.merging(["SEAM_COUNTER": calm.root + "/steps"]) { $1 })
        let all = DisturbedRun.steps(calm)
        try #require(all > 100)
        var kills = 0
        // The last steps are those in which it tells.
        for step in Array(stride(from: all / 3, to: all - 24, by: all / 6))
            + Array(stride(from: all - 24, through: all, by: 3))
        {
            let here = try prepared()
            let outcome = try here.peil(
                "once",
                environment: seam.merging(["SEAM_COUNTER": here.root + "/steps", "SEAM_KILL": "\(step)"]) {
                    $1
                }
            )
            if outcome.code != 0 { kills += 1 }
            #expect(try here.peil("once").code == 0)
            let numbers = Durable.names(in: here.published + "/ses-woa/releases").compactMap { Int($0) }
                .sorted()
            let heard = told(here).compactMap { $0.count == 4 ? Int($0[1]) : nil }
            #expect(
                heard == heard.sorted() && Set(heard) == Set(numbers) && numbers.count > 1,
                "step \(step) of \(all): \(heard)"
            )
            for line in told(here) where line.count == 4 {
                #expect(line[2] == line[3], "step \(step) of \(all)")
            }
            let boxed = Durable.names(in: here.root + "/outbox").filter { !$0.hasPrefix(".") }.sorted()
            #expect(boxed == numbers.map { "ses-woa-00000\($0).json" }, "step \(step) of \(all)")
        }
        print("torture: kill while hooks are told: \(kills) kills")
        #expect(kills > 5)
    }

    /// Whether there is a Python to make a server of.
    private static let hasPython = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .contains { FileManager.default.isExecutableFile(atPath: "\($0)/python3") }

    @Test(.enabled(if: hasPython, "there is no python3 for a server"))
    func `are posted with their signature by the daemon, again until the server takes them`() throws {
        let here = try Installation(isProved: false)
        try "a secret of thirty-two characters\n".write(
            toFile: here.root + "/secret",
            atomically: true,
            encoding: .utf8
        )
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: here.root + "/secret")
        let server = Process()
        server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // It refuses the first post, and checks the signature of each by its own means.
        server.arguments = [
            "python3", "-c",
            """
            import hashlib, hmac, http.server, os, signal, sys
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM, signal.SIGTERM])
            signal.alarm(150)
            root, seen = sys.argv[1], []
            class Handler(http.server.BaseHTTPRequestHandler):
                def do_POST(self):
                    body = self.rfile.read(int(self.headers["Content-Length"]))
                    key = open(root + "/secret", "rb").read().strip()
                    own = "sha256=" + hmac.new(key, body, hashlib.sha256).hexdigest()
                    valid = hmac.compare_digest(own, self.headers["Peil-Signature"])
                    seen.append(body)
                    status = 204 if valid and len(seen) > 1 else 503
                    with open(root + "/posts", "a") as file:
                        print(status, valid, body.decode().strip(), file=file)
                    self.send_response(status)
                    self.end_headers()
                    if status == 204: signal.setitimer(signal.ITIMER_REAL, 1)
                def log_message(self, *all): pass
            server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
            open(root + "/port.new", "w").write(str(server.server_port))
            os.rename(root + "/port.new", root + "/port")
            server.serve_forever()
            """,
            here.root,
        ]
        // Whoever waits for the output of these tests is not to wait for the server.
        server.standardOutput = FileHandle.nullDevice
        server.standardError = FileHandle.nullDevice
        try server.run()
        defer { server.terminate() }
        var port = ""
        #expect(
            here.wait {
                port = (try? String(contentsOfFile: here.root + "/port", encoding: .utf8)) ?? ""
                return !port.isEmpty
            }
        )
        try configure(
            here,
            "  - {name: cms, post: \"http://127.0.0.1:\(port)/releases\", secret: \(here.root)/secret}\n"
        )
        let daemon = try here.startDaemon()
        defer { daemon.terminate() }
        try here.drop(ameland(100), as: "a.csv", in: "correctie")
        let posts = {
            ((try? String(contentsOfFile: here.root + "/posts", encoding: .utf8)) ?? "").split(
                separator: "\n"
            )
        }
        #expect(here.wait(seconds: 120) { posts().count >= 2 }, "\(here.journal)")
        daemon.terminate()
        daemon.waitUntilExit()
        #expect(posts().map { $0.prefix(8) } == ["503 True", "204 True"])
        #expect(here.journal.contains("the server answered 503"))
        #expect(!here.journal.contains("a secret of"))
    }

    @Test(arguments: [
        ("{name: a, command: /nowhere/told.sh}", "hooks.command of 'a'"),
        ("{name: a, outbox: /nowhere}", "hooks.outbox of 'a'"),
        ("{name: a, post: \"https://example.nl/\", secret: /nowhere/secret}", "hooks.secret of 'a'"),
        ("{name: a, command: /bin/true, datasets: [unheard-of]}", "hooks: the data set 'unheard-of'"),
    ])
    func `that cannot work keep the service from starting`(hook: String, flaw: String) throws {
        let here = try Installation()
        try configure(here, "  - \(hook)\n")
        let outcome = try here.peil("once")
        #expect(outcome.code == 78)
        #expect(outcome.errors.contains(flaw), "\(outcome.errors)")
    }
}
