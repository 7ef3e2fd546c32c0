import Foundation
import Glibc
import Testing

/// Effect of SIGTERM.
@Suite struct `stopping` {
    @Test func `ends a step in its midst, and the next start does it again`() throws {
        let here = try Installation(isProved: false)
        // A file that takes the debug build some seconds to read.
        var rows = JointDelivery.header + "\n"
        for number in 0..<250_000 {
            rows += JointDelivery.row(number, "BU00600000", "2019JJ00", (number % 10 + 1, 1, 1), 3) + "\n"
        }
        let daemon = try here.startDaemon()
        defer { if daemon.isRunning { daemon.terminate() } }
        #expect(here.wait { here.journal.contains("serving") }, "\(here.journal)")
        try here.drop(rows, as: "large.csv", in: "jaar")
        // It is claimed: reading has begun, or is about to.
        #expect(
            try here.wait {
                try !FileManager.default.contentsOfDirectory(atPath: here.state + "/spool/jaar").isEmpty
            }
        )
        daemon.terminate()
        #expect(here.wait(seconds: 10) { !daemon.isRunning }, "\(here.journal)")
        #expect(daemon.terminationReason == .exit && daemon.terminationStatus == 0)
        #expect(try here.receipt("large.csv", in: "jaar") == nil)
        #expect(try here.peil("once").code != 74)
        #expect(try here.receipt("large.csv", in: "jaar") != nil)
    }
}
