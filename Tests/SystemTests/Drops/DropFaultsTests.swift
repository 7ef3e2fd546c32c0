import Foundation
import Glibc
import Testing

/// One file never stops another, whatever stands in the drop.
@Suite struct `a drop that strangers write in` {
    private func delivery(_ count: Int64 = 120) -> String {
        JointDelivery.text([("BU00600000", [((10, 5, 1), count)])], period: "2019JJ00")
    }

    /// Starts a daemon, puts something odd into the drop, then a good file; returns when that is answered.
    private func trial(
        _ odd: (Installation) throws -> Void,
        then: (Installation) throws -> Void = { _ in }
    ) throws {
        let here = try Installation()
        let daemon = try here.startDaemon()
        defer {
            daemon.terminate()
            daemon.waitUntilExit()
        }
        #expect(here.wait { here.journal.contains("serving") }, "\(here.journal)")
        try odd(here)
        try here.drop(delivery(), as: "good.csv", in: "correctie")
        do {
            let isSo = try here.wait {
                try here.receipt("good.csv", in: "correctie")?["state"] as? String == "accepted"
            }
            #expect(isSo, "\(here.journal)")
        }
        try then(here)
    }

    /// Makes a file of a name in bytes.
    private func make(_ name: [UInt8], _ text: String, in folder: String) {
        let path = Array(folder.utf8) + [47] + name + [0]
        let file = unsafe path.withUnsafeBytes { bytes in
            // Ends with a zero.
            unsafe open(bytes.bindMemory(to: CChar.self).baseAddress!, O_CREAT | O_WRONLY, 0o644)
        }
        FileHandle(fileDescriptor: file, closeOnDealloc: true).write(Data(text.utf8))
    }

    private func firstCode(_ receipt: [String: Any]?) -> String? {
        ((receipt?["findings"] as? [[String: Any]])?.first)?["code"] as? String
    }

    @Test(arguments: [
        ("\u{301}boete.csv", "\u{301}boete.csv"),
        ("a" + String(repeating: "\u{301}", count: 120) + ".csv", nil),
        ("two\nlines.csv", "two\nlines.csv"), (String(repeating: "x", count: 251) + ".csv", nil),
    ])
    func `answers a name whatever it is made of, and the files behind it`(name: String, shown: String?) throws
    {
        try trial { here in
            make(Array(name.utf8), "x;y\n", in: here.root + "/correctie")
        } then: { here in
            do {
                let isSo = try here.wait { try here.receipt(name, in: "correctie") != nil }
                #expect(isSo, "\(here.journal)")
            }
            // For programs and for people, of this delivery and of the one behind it, none of them hidden.
            let areThere = try here.wait {
                let names = try FileManager.default.contentsOfDirectory(
                    atPath: here.root + "/correctie/_receipts"
                )
                return [".json", ".html"].allSatisfy { ending in
                    names.count { $0.utf8.first != 46 && $0.hasSuffix(ending) } == 2
                }
            }
            #expect(areThere, "\(here.journal)")
        }
    }

    @Test func `answers a name that is no UTF-8, in a form that can be read`() throws {
        try trial { here in
            make(
                Array("levering_Frysl".utf8) + [0xE2] + Array("n.csv".utf8),
                delivery(),
                in: here.root + "/correctie"
            )
        } then: { here in
            do {
                let isSo = try here.wait {
                    try here.receipt("levering_Frysl%E2n.csv", in: "correctie")?["state"] as? String
                        == "accepted"
                }
                #expect(isSo, "\(here.journal)")
            }
        }
    }

    @Test func `answers a directory once, and leaves it where it is`() throws {
        try trial { here in
            try FileManager.default.createDirectory(
                atPath: here.root + "/correctie/map.csv",
                withIntermediateDirectories: false
            )
        } then: { here in
            do {
                let isSo = try here.wait { try here.receipt("map.csv", in: "correctie") != nil }
                #expect(isSo, "\(here.journal)")
            }
            #expect(firstCode(try here.receipt("map.csv", in: "correctie")) == "directory-in-drop")
            #expect(FileManager.default.fileExists(atPath: here.root + "/correctie/map.csv"))
            try here.drop("nonsense", as: "more.csv", in: "correctie")
            do {
                let isSo = try here.wait { try here.receipt("more.csv", in: "correctie") != nil }
                #expect(isSo)
            }
            #expect(try here.receipts("correctie").count { $0["file"] as? String == "map.csv" } == 1)
        }
    }

    @Test(arguments: [".peil-claimed-..=jaar", ".peil-claimed-x=", ".peil-claimed-.=zz"])
    func `trusts no name of its own that anybody can write`(name: String) throws {
        try trial { here in
            try delivery().write(toFile: here.root + "/correctie/" + name, atomically: false, encoding: .utf8)
        } then: { here in
            let spool = try FileManager.default.subpathsOfDirectory(atPath: here.state + "/spool")
            #expect(!spool.contains { $0.hasSuffix("jaar.part") || $0.hasSuffix("zz") })
            #expect(FileManager.default.fileExists(atPath: here.root + "/correctie/" + name))
        }
    }

    @Test func `writes into no directory that a link leads to`() throws {
        let here = try Installation()
        let daemon = try here.startDaemon()
        defer { daemon.terminate() }
        #expect(here.wait { here.journal.contains("serving") }, "\(here.journal)")
        let victim = here.root + "/victim"
        try FileManager.default.createDirectory(atPath: victim, withIntermediateDirectories: false)
        for name in ["_receipts", "_rejected"] {
            try FileManager.default.createSymbolicLink(
                atPath: here.root + "/correctie/" + name,
                withDestinationPath: victim
            )
        }
        try here.drop("unprotected;figures\n", as: "b.csv", in: "correctie")
        do {
            let isSo = try here.wait { try here.receipt("b.csv", in: "correctie") != nil }
            #expect(isSo, "\(here.journal)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: victim).isEmpty)
        #expect(here.journal.contains("moved aside"))
        let isRejected = try here.wait {
            try FileManager.default.contentsOfDirectory(atPath: here.root + "/correctie/_rejected").count == 1
        }
        #expect(isRejected, "\(here.journal)")
    }

    @Test(arguments: ["_receipts", "_rejected"])
    func `moves a file aside that stands in the place of a folder of its own`(name: String) throws {
        try trial { here in
            try "".write(toFile: here.root + "/correctie/" + name, atomically: false, encoding: .utf8)
            try here.drop("nonsense", as: "bad.csv", in: "correctie")
        } then: { here in
            do {
                let isSo = try here.wait { try here.receipt("bad.csv", in: "correctie") != nil }
                #expect(isSo, "\(here.journal)")
            }
        }
    }

    @Test func `answers what has a name of its own and is something else`() throws {
        try trial { here in
            let drop = here.root + "/correctie/"
            try FileManager.default.createSymbolicLink(
                atPath: drop + "_tidy",
                withDestinationPath: here.root
            )
            for name in ["_Tidy", "_RECEIPTS", "_checked"] {
                try here.drop("nonsense", as: name, in: "correctie")
            }
        } then: { here in
            for name in ["_tidy", "_Tidy", "_RECEIPTS", "_checked"] {
                let isAnswered = try here.wait { try here.receipt(name, in: "correctie") != nil }
                #expect(isAnswered, "\(name) \(here.journal)")
            }
            #expect(firstCode(try here.receipt("_tidy", in: "correctie")) == "not-a-file")
        }
    }

    @Test(.enabled(if: geteuid() == 0), arguments: [0o640, 0o660, 0o440, 0o600, 0o644])
    func `lets its group read what it rejects, whatever came`(mode: Int) throws {
        try trial { here in
            let drop = here.root + "/correctie"
            func set(_ path: String, _ attributes: [FileAttributeKey: Any]) throws {
                for (key, value) in attributes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                    try FileManager.default.setAttributes([key: value], ofItemAtPath: path)
                }
            }
            try set(drop, [.groupOwnerAccountID: 61_400, .posixPermissions: 0o2770])
            // Under a hidden name it has time to become what it is to be.
            let file = drop + "/.bad"
            try "nonsense".write(toFile: file, atomically: false, encoding: .utf8)
            try set(file, [.groupOwnerAccountID: 0, .posixPermissions: mode])
            try FileManager.default.moveItem(atPath: file, toPath: drop + "/bad.csv")
        } then: { here in
            let folder = here.root + "/correctie/_rejected"
            let isRejected = try here.wait { try here.receipt("bad.csv", in: "correctie") != nil }
            #expect(isRejected, "\(here.journal)")
            _ = try here.wait { try !FileManager.default.contentsOfDirectory(atPath: folder).isEmpty }
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(names.count == 1)
            let file = try FileManager.default.attributesOfItem(atPath: folder + "/" + (names.first ?? ""))
            #expect(file[.groupOwnerAccountID] as? Int == 61_400)
            #expect((file[.posixPermissions] as? Int ?? 0) & 0o040 != 0)
        }
    }

    @Test func `takes limits whose name would be too long beside that of their file`() throws {
        let stem = String(repeating: "x", count: 238)
        try trial { here in
            try "a;b\n".write(
                toFile: here.root + "/correctie/\(stem).grenzen.csv",
                atomically: false,
                encoding: .utf8
            )
            try "x;y\n".write(
                toFile: here.root + "/correctie/\(stem).csv.gz",
                atomically: false,
                encoding: .utf8
            )
        } then: { here in
            do {
                let isSo = try here.wait { try here.receipt("\(stem).csv.gz", in: "correctie") != nil }
                #expect(isSo, "\(here.journal)")
            }
        }
    }

    @Test func `lets a spool that cannot be reached stop one file alone, and status says which`() throws {
        let here = try Installation()
        let daemon = try here.startDaemon()
        defer { daemon.terminate() }
        #expect(here.wait { here.journal.contains("serving") }, "\(here.journal)")
        #expect(try here.peil("status").code == 0)
        // The release of this data set cannot be made: a file stands where its directory should.
        try "".write(toFile: here.published + "/ses-woa", atomically: false, encoding: .utf8)
        try here.drop(delivery(), as: "stuck.csv", in: "correctie")
        #expect(here.wait { here.journal.contains("stuck") }, "\(here.journal)")
        try here.drop("nonsense", as: "bad.csv", in: "correctie")
        do {
            let isSo = try here.wait { try here.receipt("bad.csv", in: "correctie") != nil }
            #expect(isSo, "\(here.journal)")
        }
        let status = try here.peil("status", "--json")
        #expect(status.code == 1)
        #expect(status.output.contains("stuck.csv") && status.output.contains("since"), "\(status.output)")
        // It ends as soon as the machine is mended.
        try FileManager.default.removeItem(atPath: here.published + "/ses-woa")
        do {
            let isSo = try here.wait { try here.receipt("stuck.csv", in: "correctie") != nil }
            #expect(isSo, "\(here.journal)")
        }
        do {
            let isSo = try here.wait { try here.peil("status").code == 0 }
            #expect(isSo)
        }
    }

    @Test func `removes receipts when a steward asks for it`() throws {
        try trial { _ in
        } then: { here in
            try "".write(toFile: here.root + "/correctie/_tidy", atomically: false, encoding: .utf8)
            do {
                let isSo = try here.wait { try here.receipts("correctie").isEmpty }
                #expect(isSo, "\(here.journal)")
            }
            #expect(here.wait { !FileManager.default.fileExists(atPath: here.root + "/correctie/_tidy") })
        }
    }

    @Test func `leaves a file alone that a writer holds open, and litter`() throws {
        let here = try Installation()
        let path = here.root + "/correctie/open.csv"
        let file = unsafe open(path, O_CREAT | O_WRONLY, 0o644)
        for name in [
            "Thumbs.db", "desktop.ini", "~$ses.xlsx", "ses.csv.swp", "ses.csv.bak", "half.CRDOWNLOAD",
        ] {
            try "x".write(toFile: here.root + "/correctie/" + name, atomically: false, encoding: .utf8)
        }
        let daemon = try here.startDaemon()
        defer { daemon.terminate() }
        #expect(here.wait { here.journal.contains("serving") }, "\(here.journal)")
        try here.drop(delivery(), as: "good.csv", in: "correctie")
        do {
            let isSo = try here.wait { try here.receipt("good.csv", in: "correctie") != nil }
            #expect(isSo, "\(here.journal)")
        }
        #expect(try here.receipts("correctie").count == 1)
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        handle.write(Data(delivery(130).utf8))
        try handle.close()
        do {
            let isSo = try here.wait {
                try here.receipt("open.csv", in: "correctie")?["state"] as? String == "accepted"
            }
            #expect(isSo, "\(here.journal)")
        }
    }
}
