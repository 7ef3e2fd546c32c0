import Foundation
import Statistics
import TableReading
import TestSupport
import Testing

@Suite(.serialized) struct `hostile XML` {
    private static let head =
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
        + "xmlns:d=\"http://schemas.microsoft.com/ado/2007/08/dataservices\" "
        + "xmlns:m=\"http://schemas.microsoft.com/ado/2007/08/dataservices/metadata\"><title>TypedDataSet</title>"

    private func found(_ text: String) throws -> [String] {
        let bytes = Array(text.utf8)
        let findings = try places(readAtom(bytes).findings)
        #expect(try places(readAtom(bytes, mayScan: false).findings) == findings)
        return findings
    }

    @Test func `that declares a document type is refused where it does`() throws {
        #expect(
            try found("<?xml version=\"1.0\"?>\n<!DOCTYPE feed>\n\(Self.head)</feed>") == ["xml-doctype 2:1"]
        )
        #expect(
            try found("<!-- a --><!DOCTYPE feed [<!ENTITY a SYSTEM \"/etc/passwd\">]><feed/>") == [
                "xml-doctype 1:11"
            ]
        )
        #expect(try found("<?a b?>\n <!DOCTYPE feed") == ["xml-doctype 2:2"])
    }

    @Test(.enabled(if: PackageFiles.hasShared("data/xml-recurse")))
    func `of every kind in a well-known collection is refused before anything in it is expanded`() throws {
        let directory = PackageFiles.shared("data/xml-recurse")
        let names = try FileManager.default.contentsOfDirectory(atPath: directory)
        try #require(!names.isEmpty)
        for name in names {
            let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: directory + "/" + name)))
            let reading = try readAtom(bytes)
            #expect(reading.table == nil && reading.findings.isRejection, "\(name)")
            if name.hasSuffix(".xml") {
                #expect(reading.findings.kept.map(\.code) == ["xml-doctype"], "\(name)")
            }
        }
    }

    @Test func `that is nested too deep, too wide or too long is refused`() throws {
        let deep = Self.head + String(repeating: "<a>", count: 1_000)
        #expect(try found(deep).map { $0.prefix(13) } == ["xml-too-large"])
        let wide = Self.head + "<a " + (0..<5_000).map { "a\($0)='' " }.joined() + "/></feed>"
        #expect(try found(wide).map { $0.prefix(13) } == ["xml-too-large"])
        let long = Self.head + "<a b='" + String(repeating: "x", count: 5_000_000) + "'/></feed>"
        #expect(try found(long).map { $0.prefix(13) } == ["xml-too-large"])
        let name = Self.head + "<" + String(repeating: "x", count: 5_000_000) + "/></feed>"
        #expect(try found(name).map { $0.prefix(13) } == ["xml-too-large"])
        let text = Self.head + "<title>" + String(repeating: "x", count: 5_000_000) + "</title></feed>"
        #expect(try found(text).map { $0.prefix(13) } == ["xml-too-large"])
        let blank = Self.head + String(repeating: " ", count: 5_000_000) + "</feed>"
        #expect(try found(blank).map { $0.prefix(13) } == ["xml-too-large"])
    }

    @Test(arguments: ["", "<author>"])
    func `with a great many different names is refused, also where nothing in it is read`(before: String)
        throws
    {
        let names = (0..<40_000).map { "<n\($0)/>" }.joined()
        let found = try [true, false].map { mayScan in
            try readAtom(Array((Self.head + before + names).utf8), mayScan: mayScan).findings.kept
        }
        for findings in found { #expect(findings.map(\.code) == ["xml-too-large"]) }
        // Who reads pieces and who reads tags stop at the same name.
        #expect(found[0].map(\.place) == found[1].map(\.place))
        #expect(found[0].first?.place != nil)
    }

    @Test(arguments: [
        "<?pN x?>", "<a xmlns:pN=\"http://a.test\"/>", "<a xmlns:p=\"http://a.test/N\"/>", "<a aN=\"\"/>",
    ])
    func `with a great many different names of any other kind is refused`(one: String) throws {
        let names = (0..<40_000).map { one.replacing("N", with: "\($0)") }.joined()
        for before in ["", "<author>", "<entry><content>"] {
            let bytes = Array((Self.head + before + names).utf8)
            for mayScan in [true, false] {
                let findings = try readAtom(bytes, mayScan: mayScan).findings.kept
                #expect(findings.map(\.code) == ["xml-too-large"], "\(before)")
                // Where the limit is passed, long before the end of the names.
                #expect((findings.first?.place?.column ?? .max) < bytes.count * 3 / 4, "\(before)")
            }
        }
        let before = Array((names + Self.head).utf8)
        if one.hasPrefix("<?") {
            #expect(try readAtom(before).findings.kept.map(\.code) == ["xml-too-large"])
        }
    }

    @Test func `with many instructions of one name is read`() throws {
        let many = String(repeating: "<?a b < c?>", count: 40_000)
        #expect(try !found(Self.head + many + "</feed>").contains { $0.hasPrefix("xml") })
    }

    @Test func `with thousands of properties is refused`() throws {
        let many = (0..<6_000).map { "<d:x\($0)>1</d:x\($0)>" }.joined()
        let feed = Self.head + "<entry><content><m:properties>\(many)</m:properties></content></entry></feed>"
        #expect(try found(feed).map { $0.prefix(13) } == ["xml-too-large"])
    }

    @Test func `that is damaged gives one finding with its place, and no text`() throws {
        let feed = Self.head + "\n<entry><content><m:properties><d:Geheim_1>4711</d:Geheim></m:properties>"
        #expect(try found(feed).map { $0.prefix(15) } == ["xml-malformed 2"])
        let finding = try #require(try readAtom(Array(feed.utf8)).findings.kept.first)
        let words = [finding.message.nl, finding.message.en, finding.repair.nl, finding.repair.en].joined()
        #expect(!words.contains("4711") && !words.contains("Geheim"))
    }

    @Test func `that ends too early says so`() throws {
        let entry =
            "\n<entry><content><m:properties><d:Perioden>2019JJ00</d:Perioden></m:properties></content></entry>"
        #expect(try found(Self.head + entry).map { $0.prefix(9) } == ["truncated"])
        #expect(try found(Self.head + entry + "<entry><cont").map { $0.prefix(9) } == ["truncated"])
    }

    @Test func `with undeclared entities or prefixes is damaged`() throws {
        #expect(
            try found(Self.head + "<title>&onbekend;</title></feed>").map { $0.prefix(13) } == [
                "xml-malformed"
            ]
        )
        #expect(try found(Self.head + "<z:a/></feed>").map { $0.prefix(13) } == ["xml-malformed"])
    }

    @Test func `with elements inside a value is refused at them`() throws {
        let feed =
            Self.head
            + "<entry><content><m:properties><d:a_1>\n<d:b/></d:a_1></m:properties></content></entry></feed>"
        #expect(try found(feed) == ["xml-nested-value 2:1"])
    }

    @Test func `in another encoding than it states is refused where that shows`() throws {
        let text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + Self.head + "\n<!-- "
        let bytes = Array(text.utf8) + [0xE9] + Array(" --></feed>".utf8)
        #expect(try places(readAtom(bytes).findings) == ["encoding 3:6"])
        let unknown = "<?xml version=\"1.0\" encoding=\"ebcdic\"?>" + Self.head + "</feed>"
        #expect(try found(unknown) == ["encoding-unknown 1:1"])
    }

    @Test func `of another kind is said to be that`() throws {
        #expect(
            try found("<service xmlns=\"http://www.w3.org/2007/app\"><workspace/></service>") == [
                "other-document 1:1"
            ]
        )
        #expect(try found("<html><body/></html>") == ["other-document 1:1"])
        #expect(try found(Self.head + "</feed>") == ["no-rows -"])
    }

    @Test func `never makes libxml2 print anything`() throws {
        let scratch = try Scratch()
        let path = try scratch.file("stderr", [])
        let file = unsafe open(path, O_WRONLY)
        let saved = dup(2)
        dup2(file, 2)
        defer {
            dup2(saved, 2)
            close(saved)
            close(file)
        }
        let documents = [
            Self.head + "<entry>&geheim;", "<!DOCTYPE a SYSTEM \"http://localhost:1/a.dtd\"><a>&b;</a>", "<a",
            "\u{1}", "",
            Self.head + "<z:geheim a='1' a='2'/>", Self.head + "<a xmlns:b=''/>", "<?xml version='9'?><a/>",
            "<a xml:lang='%%'><b xmlns='geen adres'/>",
        ]
        for document in documents {
            for mayScan in [true, false] { _ = try readAtom(Array(document.utf8), mayScan: mayScan) }
        }
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        #expect(size == 0)
    }
}
