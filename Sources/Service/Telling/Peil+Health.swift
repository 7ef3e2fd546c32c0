import Ledger
import ConfigurationFiles
import SystemPackage
import Files
import Web

extension Peil {
    /// The paths for monitors: metrics, and whether the service lives and is ready.
    var monitoring: RouteGroup {
        RouteGroup([
            .get("/metrics") { _ in
                .text(try self.metrics.text(of: self), type: "text/plain; version=0.0.4; charset=utf-8")
            },
            // It answers: so it lives.
            .get("/healthz") { _ in .text("ok\n") },
            .get("/readyz") { _ in
                let faults = self.faults
                return faults.isEmpty
                    ? .text("ready\n") : .text(faults.joined(separator: "\n") + "\n", status: 503)
            },
        ])
    }

    /// Why deliveries cannot be handled now; nothing where they can.
    private var faults: [String] {
        var faults: [String] = []
        do {
            try ledger.requireThere()
            _ = try ledger.unfinishedDeliveries()
        } catch {
            faults.append("the ledger cannot be used")
        }
        for drop in configuration.drops where (try? Directory(following: .init(drop.path))) == nil {
            faults.append("the drop \(drop.name) cannot be read")
        }
        return faults
    }
}
