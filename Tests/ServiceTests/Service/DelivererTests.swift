import ConfigurationFiles
import Foundation
import Glibc
import Ledger
import Statistics
import Testing

@testable import Service

/// Who delivered a file: another may be asked to approve.
@Suite(.enabled(if: geteuid() == 0)) struct `the deliverer of a file` {
    private static let owner: uid_t = 65534

    /// Puts a file of somebody else's into a directory.
    private func put(_ folder: String, _ name: String = "a.csv") throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("nonsense".utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
        #expect(unsafe chown(folder + "/" + name, Self.owner, Self.owner) == 0)
    }

    private func intake(_ country: MiniCountry, _ folder: String) -> Intake {
        var drop = country.peil.configuration.drops[0]
        drop.path = folder
        return Intake(peil: country.peil, drop: drop)
    }

    private func owners(_ country: MiniCountry) throws -> [UInt32?] {
        try country.ledger.deliveries(dataset: nil, limit: 9).map(\.claim.owner)
    }

    @Test func `is who owned it in the drop, though it is taken by a rename`() throws {
        let country = try MiniCountry()
        try put(country.root + "/drop")
        var round = try DropRound(intake(country, country.root + "/drop"))
        _ = try round.look()
        #expect(try owners(country) == [Self.owner])
    }

    @Test func `is known where the process ended between the claim and its record`() throws {
        let country = try MiniCountry()
        try put(country.root + "/state/spool/drop/1764500000000-000001-7")
        var round = try DropRound(intake(country, country.root + "/drop"))
        _ = try round.look()
        #expect(try owners(country) == [Self.owner])
    }

    @Test func `is nobody known where the file is of Peil's own user`() throws {
        let country = try MiniCountry()
        try Data("nonsense".utf8).write(to: URL(fileURLWithPath: country.root + "/drop/a.csv"))
        var round = try DropRound(intake(country, country.root + "/drop"))
        _ = try round.look()
        #expect(try owners(country) == [nil])
    }

    /// A drop on another file system than the spool.
    private func elsewhere(_ body: (String) throws -> Void) throws {
        let folder = "/dev/shm/peil-drop-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func `is who owned it in the drop, though it is copied`() throws {
        let country = try MiniCountry()
        try elsewhere { folder in
            try put(folder)
            var round = try DropRound(intake(country, folder))
            _ = try round.look()
            #expect(try owners(country) == [Self.owner])
            let spool = try FileManager.default.contentsOfDirectory(
                atPath: country.root + "/state/spool/drop"
            )
            #expect(spool.isEmpty)
        }
    }

    @Test
    func `is who owned it in the drop, though the copy was interrupted, or recorded by a later process`()
        throws
    {
        let country = try MiniCountry()
        try elsewhere { folder in
            // Claimed and not copied yet; and copied, but not recorded.
            try put(folder + "/.peil-claimed/1764500000000-000001-7", "a.csv")
            #expect(unsafe chmod(folder + "/.peil-claimed", 0o700) == 0)
            let copied = country.root + "/state/spool/drop/1764500000000-000002-7"
            try put(copied, "b.csv")
            #expect(unsafe chown(copied + "/b.csv", geteuid(), getegid()) == 0)
            try Data("1002".utf8).write(to: URL(fileURLWithPath: copied + "/.owner"))
            var round = try DropRound(intake(country, folder))
            _ = try round.look()
            #expect(try owners(country) == [1002, Self.owner])
        }
    }
}
