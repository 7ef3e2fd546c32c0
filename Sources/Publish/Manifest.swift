import Codebook
import Foundation
import Statistics

/// What a release says of itself; the last file written, so a directory without it is no release.
public struct Manifest: Codable, Hashable, Sendable {
    /// The data set.
    public var dataset: String
    /// Its title.
    public var title: [String: String]
    /// Whom the figures must be attributed to.
    public var attribution: [String: String]
    /// The edition of the classification.
    public var edition: String
    /// The number of the release.
    public var release: Int
    /// The release that it was made from; nil for the first.
    public var base: Int?
    /// When it was made, in UTC.
    public var time: String
    /// The digest over all extracts: of the lines `sha256  path`, sorted by path.
    public var extractsHash: String
    /// The deliveries behind it.
    public var deliveries: [Source]
    /// The coefficient set of each scored period, by the name of the period.
    public var coefficientSets: [String: String]
    /// How final each period is, by its name.
    public var periods: [String: String]
    /// The version of the rules by which it was made.
    public var rulesVersion: String
    /// What a user of the figures must know, in Dutch and English.
    public var notes: [String: [String]]
    /// What made it.
    public var generator: String
    /// The extracts, by path.
    public var files: [File]

    /// A delivery behind a release.
    public struct Source: Codable, Hashable, Sendable {
        /// The number of the delivery.
        public var delivery: String
        /// The digest of its file.
        public var sha256: String
    }

    /// One extract.
    public struct File: Codable, Hashable, Sendable {
        /// The path, relative to the release.
        public var path: String
        /// The size.
        public var bytes: Int64
        /// The digest.
        public var sha256: String
        /// The media type.
        public var mediaType: String
        /// The number of rows.
        public var rows: Int
        /// The name of its period.
        public var period: String
    }

    /// The name of the manifest in a release.
    public static let name = "manifest.json"

    /// The manifest as a file: keys sorted, one a line.
    var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self)) + [10]
        }
    }

    /// Reads the manifest of a release directory; nil when there is none that can be read.
    public static func read(_ directory: String) -> Self? {
        guard let bytes = ReleaseFiles.bytes(of: directory + "/" + name, limit: 16 << 20) else { return nil }
        return try? JSONDecoder().decode(Self.self, from: Data(bytes))
    }

    /// The digest over all extracts.
    static func hash(of files: [File]) -> String {
        let lines = files.sorted { $0.path < $1.path }.map { "\($0.sha256)  \($0.path)\n" }
        return sha256(Array(lines.joined().utf8))
    }
}

extension Manifest {
    /// What the method demands to be named beside the figures.
    static func notes(for codebook: Codebook) -> [String: [String]] {
        var notes = [
            Text(
                nl: "Figuren zijn naar boven afgerond op de helft (ook onder nul), met hele getallen berekend.",
                en: "Figures are rounded half up (below zero too), computed in whole numbers."
            ),
            Text(
                nl:
                    "Aantallen zijn afgerond op \(codebook.protection.rounding)tallen; onder \(codebook.protection.threshold) \(codebook.unit.nl) wordt niets anders gepubliceerd: 0 betekent minder dan de helft van \(codebook.protection.rounding), niet geen.",
                en:
                    "Numbers are rounded to multiples of \(codebook.protection.rounding); under \(codebook.protection.threshold) \(codebook.unit.en) nothing else is published: 0 means less than half of \(codebook.protection.rounding), not none."
            ),
        ]
        if case .coefficients(let scheme) = codebook.scheme {
            notes.append(
                Text(
                    nl: "Scores zijn de som van de coëfficiënten gedeeld door \(scheme.divisor).",
                    en: "Scores are the sum of the coefficients divided by \(scheme.divisor)."
                )
            )
        }
        notes.append(
            Text(
                nl:
                    "De standaardafwijking is die van de populatie; het gemiddeld verschil is het gemiddelde absolute verschil over alle geordende paren. Een aangeleverde spreiding is ongewijzigd overgenomen en is een andere maat.",
                en:
                    "The standard deviation is that of the population; the mean difference is the mean absolute difference over all ordered pairs. A delivered spread is carried through unchanged and is another measure."
            )
        )
        return ["nl": notes.map(\.nl), "en": notes.map(\.en)]
    }
}
