import Files
import Foundation
import Ledger
import TestSupport
import Testing

@testable import ReleaseService

/// The secret key of offsets, beside the ledger.
@Suite struct `the key of offsets` {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "peil-key-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder + "/" + OffsetKeyFile.name)
    }

    @Test func `is made at the first start, for its owner alone, and stays`() throws {
        try withFolder { path in
            let ledger = MemoryLedger()
            let first = try OffsetKeyFile(path: path, ledger: ledger)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect((attributes[.posixPermissions] as? Int) == 0o600)
            #expect((attributes[.size] as? Int) == 32)
            #expect(try OffsetKeyFile(path: path, ledger: ledger).mark == first.mark)
            // No mark is kept before a release is made with it.
            #expect(try ledger.keyMark() == nil)
        }
    }

    @Test func `is missed, once a release was made with it`() throws {
        try withFolder { path in
            let ledger = MemoryLedger()
            try ledger.setKeyMark(try OffsetKeyFile(path: path, ledger: ledger).mark)
            try FileManager.default.removeItem(atPath: path)
            var error = #expect(throws: OffsetKeyLost.self) {
                _ = try OffsetKeyFile(path: path, ledger: ledger)
            }
            #expect(error?.reason == .absent && error?.description.contains("peil restore") == true)
            #expect(!FileManager.default.fileExists(atPath: path))
            try Durable.write([UInt8](repeating: 7, count: 31), to: path, mode: 0o600)
            error = #expect(throws: OffsetKeyLost.self) { _ = try OffsetKeyFile(path: path, ledger: ledger) }
            #expect(error?.reason == .damaged)
            try Durable.write([UInt8](repeating: 7, count: 32), to: path, mode: 0o600)
            error = #expect(throws: OffsetKeyLost.self) { _ = try OffsetKeyFile(path: path, ledger: ledger) }
            #expect(error?.reason == .another)
        }
    }
}
