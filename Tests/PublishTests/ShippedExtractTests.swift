import Classification
import Codebook
import Codebooks
import Disclosure
import Foundation
import Publish
import Scoring
import Statistics
import TestSupport
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct `an extract of the shipped data set` {
    /// A gemeente of two buurten: one that can be told about, and one below the threshold.
    private func sample(_ trial: TrialRelease) throws -> ProtectedTable {
        let period = Period(year: 2019)
        let form = try #require(trial.codebook.form("joint"))
        let made: Aggregation? =
            Aggregation(
                codebook: trial.codebook,
                edition: trial.edition,
                form: form,
                period: period,
                status: .provisional,
                columns: []
            )
        let scores = try #require(made)
        let cells = trial.codebook.variables.reduce(1) { $0 * $1.categories.count }
        let large = (0..<cells).map { Int64($0 * 7 % 11) }
        let small = (0..<cells).map { Int64($0 < 99 ? 1 : 0) }
        let stored = [3: large, 4: small].reduce(into: [:]) {
            $0[RegionIndex($1.key)] = Tally(counts: $1.value)
        }
        return protect(scores.table(stored: stored), with: trial.codebook)
    }

    private func published() throws -> TrialRelease {
        let trial = try TrialRelease(TrialRelease.edition(gemeenten: 1))
        trial.codebook = try CodebookFile.read(
            path: PackageFiles.codebook("ses-woa")
        )
        _ = try trial.publisher().publish(trial.plan(1, [.whole(try sample(trial))]))
        return trial
    }

    @Test(arguments: [".csv", "_TypedDataSet.xml", "_UntypedDataSet.xml"])
    func `is the same bytes as its golden file`(suffix: String) throws {
        let trial = try published()
        let name = "\(trial.codebook.dataset)_2019\(suffix)"
        let bytes = try #require(trial.extracts()["statline/\(name)"])
        #expect(try bytes == Golden.bytes(name, now: bytes), "PEIL_UPDATE_GOLDEN=1 writes it anew")
    }

    @Test func `has a mark before its text, plain line ends, and a field for each topic`() throws {
        let trial = try published()
        let bytes = try #require(trial.extracts()["statline/\(trial.codebook.dataset)_2019.csv"])
        #expect(bytes.prefix(3) == Data([0xEF, 0xBB, 0xBF]))
        #expect(!bytes.contains(13))
        #expect(bytes.last == 10)
        let lines = String(decoding: bytes.dropFirst(3), as: UTF8.self).split(separator: "\n")
        // The gemeente, its wijk and the two buurten; the land is not published.
        #expect(lines.count == 5)
        // Nothing is imputed in joint counts.
        let topics = trial.codebook.topics.count { $0.measure != .carried && !$0.traits.isOfImputation }
        // The only quotes within fields are those of one name, and nothing but `;` stands between fields.
        for line in lines {
            #expect(line.hasPrefix("\"") && line.hasSuffix("\""))
            #expect(line.components(separatedBy: "\";\"").count == 3 + topics)
        }
    }

    @Test func `tells the rounded size of a small region and nothing else`() throws {
        let trial = try published()
        let bytes = try #require(trial.extracts()["statline/\(trial.codebook.dataset)_2019.csv"])
        let last = try #require(String(decoding: bytes, as: UTF8.self).split(separator: "\n").last)
        let cells = last.dropLast().components(separatedBy: "\";\"").dropFirst(3)
        #expect(cells.first == "     100")
        #expect(cells.dropFirst().allSatisfy { $0 == "       ." })
    }
}

@Suite struct `a feed of an extract` {
    /// Text that no file may be broken by.
    private let hostile = "]]> <b a='\"'>&amp;</b>\u{1}\u{B}\u{FFFE}\u{FFFF} \u{1F1F3}\u{1F1F1} \r\n\té"

    @Test(arguments: ["TypedDataSet", "UntypedDataSet"])
    func `is read by any parser, whatever texts it bears`(feed: String) throws {
        let trial = try TrialRelease(TrialRelease.edition(gemeenten: 2, renaming: hostile))
        trial.codebook.title = Text(nl: hostile, en: hostile)
        trial.codebook.attribution = Text(nl: hostile, en: hostile)
        let rows: [Int: [Value]] = [
            1: [.number(12_345_678), .number(0), .number(-5), .number(0), .missing(.blank)],
            5: Array(repeating: .missing(.unknown), count: 5),
        ]
        _ = try trial.publisher().publish(trial.plan(1, [.whole(trial.table(rows))]))
        let bytes = try #require(trial.extracts()["statline/sample_2019_\(feed).xml"])
        let parser = XMLParser(data: bytes)
        let texts = ElementTexts()
        parser.delegate = texts
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        let told = "]]> <b a='\"'>&amp;</b> \u{1F1F3}\u{1F1F1}    é"
        #expect(texts.of["rights"] == [told])
        #expect(texts.of["subtitle"] == [told + "; 2019"])
        #expect(texts.of["d:ID"] == ["1", "5"])
        #expect(texts.of["d:WijkenEnBuurten"] == ["GM0001    ", "GM0002    "])
        let isTyped = feed == "TypedDataSet"
        #expect(texts.of["d:GemiddeldeScore_5"] == (isTyped ? ["0.000", ""] : ["   0.000", "       ."]))
        #expect(texts.of["d:Waarde_6"] == (isTyped ? ["", ""] : ["        ", "       ."]))
        #expect(texts.nulls == (isTyped ? 6 : 0))
    }

    @Test func `bears hostile names as one line of a table each`() throws {
        let trial = try TrialRelease(TrialRelease.edition(gemeenten: 2, renaming: hostile))
        let row: [Value] = Array(repeating: .number(0), count: 5)
        _ = try trial.publisher().publish(trial.plan(1, [.whole(trial.table([1: row, 5: row]))]))
        let bytes = try #require(trial.extracts()["statline/sample_2019.csv"])
        #expect(bytes.count { $0 < 32 } == 3)
        #expect(bytes.count { $0 == 10 } == 3)
        // Quotes come in pairs on every line.
        for line in bytes.split(separator: 10) { #expect(line.count { $0 == 34 }.isMultiple(of: 2)) }
    }
}

/// Hears the text of every element.
private final class ElementTexts: NSObject, XMLParserDelegate {
    /// The texts of the elements, by their names.
    private(set) var of: [String: [String]] = [:]
    /// How many elements say that they hold nothing.
    private(set) var nulls = 0
    private var text = ""

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        text = ""
        if attributes["m:null"] == "true" { nulls += 1 }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(
        _ parser: XMLParser,
        didEndElement name: String,
        namespaceURI: String?,
        qualifiedName: String?
    ) {
        of[name, default: []].append(text)
        text = ""
    }
}
