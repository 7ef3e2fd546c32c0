import Foundation
import Statistics
import Testing
import Workflow

@testable import ConfigurationFiles
@testable import Service

@Suite struct `the configuration` {
    @Test func `is read as the contract shows it`() throws {
        let configuration = try read(
            """
            state: /var/lib/peil
            publish: /var/lib/peil/published
            edition: 2021
            language: nl
            datasets: /etc/peil/datasets
            regions: /etc/peil/regions
            drops:
              - name: ses-woa-jaar
                path: /srv/peil/drop/ses-woa-jaar
                dataset: ses-woa
                mode: year
                watch: auto
                settle: 2s
              - {name: stad, path: /srv/stad, dataset: stad, mode: correction, edition: voorbeeldstad}
            http:
              listen: 127.0.0.1:8750
            """
        )
        #expect(configuration.edition == "2021")
        #expect(configuration.language == .nl)
        #expect(configuration.drops.map(\.mode) == [.year, .correction])
        #expect(configuration.drops.map(\.edition) == ["2021", "voorbeeldstad"])
        #expect(configuration.drops.map(\.settle) == [2000, 2000])
        #expect(configuration.listen == .host("127.0.0.1", port: 8750))
    }

    @Test(arguments: [
        ("colour: blue", "colour: is not a key of Peil"),
        ("http: {listen: 'localhost:1', port: 1}", "http.port: is not a key of Peil"),
        ("http: {listen: x}", "http.listen: 'x' is no address"),
        ("http: {listen: '127.0.0.1:0'}", "http.listen: '127.0.0.1:0' is no address"),
        ("http: {listen: '127.0.0.1:80', connections: 0}", "http.connections: '0' is not a whole number"),
        ("language: fr", "language: 'fr' is not a language"),
        ("state: /elsewhere", "'state' stands twice"),
        ("http: &again {listen: 'unix:/run/peil.sock'}", "anchor (&) or alias (*)"),
        ("hooks: {name: a}", "hooks: is not a list"),
        ("hooks: [{name: a, outbox: /a, colour: blue}]", "hooks.colour: is not a key of Peil"),
        ("hooks: [{name: a, comand: /a}]", "hooks.comand: is not a key of Peil"),
        ("hooks: [{name: a}]", "a hook has one of command, post and outbox"),
        ("hooks: [{name: a, command: /a, outbox: /b}]", "a hook has one of command, post and outbox"),
        ("hooks: [{name: a, command: a.sh}]", "'a.sh' is no path from the root"),
        ("hooks: [{name: a, outbox: /a, secret: /b}]", "hooks.secret: signs a post alone"),
        ("hooks: [{name: a, post: 'ftp://a/b'}]", "hooks.post: is no address of http or https"),
        ("hooks: [{name: a, post: 'https://me:word@a/b'}]", "hooks.post: is no address of http or https"),
        ("hooks: [{name: a/b, outbox: /a}]", "name 'a/b' has other characters"),
        ("hooks: [{name: a, outbox: /a}, {name: a, outbox: /b}]", "two hooks are named 'a'"),
        ("rescan: soon", "rescan: 'soon' has no known unit"),
        ("retention: {releases: 0}", "retention.releases: '0' is not a whole number"),
        ("drops: [{name: a, path: /a, dataset: d, mode: monthly}]", "mode 'monthly' is unknown"),
        ("drops: [{name: a b, path: /a, dataset: d, mode: year}]", "name 'a b' has other characters"),
        (
            "drops: [{name: a, path: /a, dataset: d, mode: year, expects: [{period: soon, due: 2025-01-01}]}]",
            "expects: 'soon' is no period"
        ),
        (
            "drops: [{name: a, path: /a, dataset: d, mode: year, expects: [{period: 2024, due: 2025-02-29}]}]",
            "expects: '2025-02-29' is no day"
        ),
        (
            "drops: [{name: a, path: /a, dataset: d, mode: year, notify: {mail: ['a@b\\nBcc: x@y']}}]",
            "notify.mail"
        ),
        (
            "drops: [{name: a, path: /a, dataset: d, mode: year, checks-only: true, expects: [{period: 2024, due: 2025-01-01}]}]",
            "only checks files"
        ),
        (
            "drops: [{name: a, path: /a, dataset: d, mode: year, notify: {when: always}}]",
            "notify: names nobody"
        ),
        (
            "drops: [{name: a, path: /a, dataset: d, mode: year, notify: {command: told}}]",
            "'told' is no path from the root"
        ),
        (
            "drops: [{name: a, path: /a, dataset: d, mode: year, colour: 1}]",
            "drops.colour: is not a key of Peil"
        ),
        ("drops: [{name: a, dataset: d, mode: year}]", "drops.path: is missing"),
        ("drops: [{name: a, path: /d, datset: d, mode: year}]", "drops.datset: is not a key of Peil"),
        (
            "drops: [{name: a, path: /a, dataset: d, mode: year}, {name: a, path: /b, dataset: d, mode: year}]",
            "two drops are named 'a'"
        ),
    ])
    func `names the key at fault, and its line`(line: String, expected: String) throws {
        let flaw = #expect(throws: ConfigurationFlaw.self) { try read(minimal + line) }
        #expect(flaw?.description.contains(expected) == true)
        #expect(flaw?.place.contains(":") == true)
    }

    @Test(arguments: ["", "- a\n- b", "state: [", "\u{0}"])
    func `is refused when it is no mapping`(text: String) {
        #expect(throws: ConfigurationFlaw.self) { try read(text) }
    }

    @Test(arguments: ["state", "publish", "edition", "datasets", "regions"])
    func `names a key that is missing`(key: String) throws {
        let lines = minimal.split(separator: "\n").filter { !$0.hasPrefix(key + ":") }
        let flaw = #expect(throws: ConfigurationFlaw.self) { try read(lines.joined(separator: "\n")) }
        #expect(flaw?.message == "\(key): is missing")
    }

    @Test func `is overridden by the environment`() throws {
        let configuration = try read(
            minimal,
            environment: [
                "PEIL_STATE": "/elsewhere", "PEIL_LANGUAGE": "en", "PEIL_HTTP_LISTEN": "unix:/run/peil.sock",
                "PEIL_RETENTION_RELEASES": "7",
            ]
        )
        #expect(configuration.state == "/elsewhere")
        #expect(configuration.language == .en)
        #expect(configuration.listen == .unix("/run/peil.sock"))
        #expect(configuration.retention.releases == 7)
    }

    @Test func `names a directory that is missing or cannot be written`() throws {
        let configuration = try read(minimal)
        let flaw = #expect(throws: ConfigurationFlaw.self) {
            try configuration.checkDirectories(writing: true)
        }
        #expect(flaw?.description.contains("/nowhere/") == true)
    }

    private let minimal = """
        state: /nowhere/state
        publish: /nowhere/published
        edition: 2021
        datasets: /nowhere/datasets
        regions: /nowhere/regions

        """

    private func read(_ text: String, environment: [String: String] = [:]) throws -> Configuration {
        let path = NSTemporaryDirectory() + "peil-\(UUID().uuidString).yaml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try ConfigurationFile.read(path: path, environment: environment)
    }
}
