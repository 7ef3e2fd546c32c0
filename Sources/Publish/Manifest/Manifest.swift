import Classification
import Codebook
import Files
import Foundation
import Kinds
import Statistics

/// The description of a release; the last file written, so a directory without it is no release.
public struct Manifest: Codable, Hashable, Sendable {
    /// The data set.
    public var dataset: String
    /// Its title.
    public var title: [String: String]
    /// The owner of the figures, for attribution.
    public var attribution: [String: String]
    /// The edition of the classification.
    public var edition: String
    /// The number of the release.
    public var release: Int
    /// The release that it is based on; nil for the first.
    public var base: Int?
    /// The time of its making, in UTC.
    public var time: String
    /// The digest over all extracts: of the lines `sha256  path`, sorted by path.
    public var extractsHash: String
    /// The deliveries it contains.
    public var deliveries: [Source]
    /// The coefficient set of each scored period, by the name of the period.
    public var coefficientSets: [String: String]
    /// The status of each period, final or provisional, by its name.
    public var periods: [String: String]
    /// The version of the rules used.
    public var rulesVersion: String
    /// Remarks for whoever uses the figures, in Dutch and English.
    public var notes: [String: [String]]
    /// The characteristics of the data set and their reference periods; nil if the codebook does not describe
    /// them.
    public var characteristics: [Characteristic]?
    /// The keys of the topics that have no figure in a table, by what its files are called before their endings;
    /// nil where no form leaves them out.
    public var withoutFigures: [String: [String]]?
    /// The program that made it, with its version.
    public var generator: String
    /// The extracts, by path.
    public var files: [File]

    /// A delivery in a release, by its number alone: size and digest of a small file tell what is in it.
    ///
    /// Older manifests told more; what they told is passed over.
    public struct Source: Codable, Hashable, Sendable {
        /// The number of the delivery.
        public var delivery: String

        /// Creates a source.
        public init(delivery: String) {
            self.delivery = delivery
        }
    }

    /// A characteristic, or a figure of regions as a whole, as described by the codebook.
    public struct Characteristic: Codable, Hashable, Sendable {
        /// The key, which is the beginning of its topics' keys.
        public var key: String
        /// The name for people.
        public var title: [String: String]
        /// The theme; nil if the codebook has none.
        public var theme: [String: String]?
        /// The day or years of the characteristic; nil for the report year.
        public var reference: [String: String]?
        /// Its categories, in order; nil for a figure of regions as a whole.
        public var categories: [Category]?

        /// A category of a characteristic.
        public struct Category: Codable, Hashable, Sendable {
            /// The key in deliveries.
            public var key: String
            /// The name for people.
            public var title: [String: String]
        }
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
        /// A digest of everything in it but the figures: headers, keys, names and codes.
        public var layout: String
        /// The table: `figures` or `development`; nil in releases from before there was more than one.
        public var table: String?
        /// The keys of the levels of its regions, from coarse to fine; nil as above.
        public var geography: [String]?
        /// The periods with which its figures are compared; nil if there are none.
        public var comparedWith: [String]?
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

    /// Reads the manifest of a release directory; nil if there is no readable one.
    ///
    /// ``ReleaseDirectory/read(_:verifying:)`` checks the files as well.
    public static func read(_ directory: String) -> Self? {
        guard let bytes = ReadFile.regular(directory + "/" + name, limit: 16 << 20) else { return nil }
        return try? JSONDecoder().decode(Self.self, from: Data(bytes))
    }

    /// Reads the manifest of a directory; nil where there is none, or it is damaged.
    ///
    /// - Throws: ``MachineFault`` where something may be there and cannot be read now.
    static func found(in directory: String) throws(MachineFault) -> Self? {
        if let manifest = read(directory) { return manifest }
        try ReadFile.requireReadable(directory + "/" + name)
        // What kept it from being read the first time may have passed.
        return read(directory)
    }

    /// The digest over all extracts.
    static func hash(of files: [File]) -> String {
        let lines = files.sorted { $0.path < $1.path }.map { "\($0.sha256)  \($0.path)\n" }
        return Publish.sha256(Array(lines.joined().utf8))
    }

    /// True if both have the same extracts from the same deliveries, whatever else differs.
    func isSameContent(as other: Self) -> Bool {
        extractsHash == other.extractsHash && deliveries == other.deliveries
    }

    /// True if both are equal except for the time.
    func isSame(as other: Self) -> Bool {
        var copy = self
        copy.time = other.time
        return copy == other
    }

    private enum CodingKeys: CodingKey {
        case dataset, title, attribution, edition, release, base, time, extractsHash, deliveries
        case coefficientSets, periods, rulesVersion, notes, characteristics, withoutFigures, generator, files
    }

    /// Writes every field; the base is null for the first release.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(dataset, forKey: .dataset)
        try fields.encode(title, forKey: .title)
        try fields.encode(attribution, forKey: .attribution)
        try fields.encode(edition, forKey: .edition)
        try fields.encode(release, forKey: .release)
        try fields.encode(base, forKey: .base)
        try fields.encode(time, forKey: .time)
        try fields.encode(extractsHash, forKey: .extractsHash)
        try fields.encode(deliveries, forKey: .deliveries)
        try fields.encode(coefficientSets, forKey: .coefficientSets)
        try fields.encode(periods, forKey: .periods)
        try fields.encode(rulesVersion, forKey: .rulesVersion)
        try fields.encode(notes, forKey: .notes)
        try fields.encodeIfPresent(characteristics, forKey: .characteristics)
        try fields.encodeIfPresent(withoutFigures, forKey: .withoutFigures)
        try fields.encode(generator, forKey: .generator)
        try fields.encode(files, forKey: .files)
    }
}

extension Manifest {
    /// The manifest of what a plan came to.
    init(_ plan: ReleasePlan, files: [File], withoutFigures: [String: [String]]? = nil, generator: String) {
        let codebook = plan.codebook
        let sets = plan.coefficientSets.map { ($0.key.name, $0.value) }
        self.init(
            dataset: codebook.dataset,
            title: ["nl": codebook.title.nl, "en": codebook.title.en],
            attribution: ["nl": codebook.attribution.nl, "en": codebook.attribution.en],
            edition: plan.edition.key,
            release: plan.number,
            base: plan.base.outline.base,
            time: Date(timeIntervalSince1970: Double(plan.timeMilliseconds / 1000)).formatted(.iso8601),
            extractsHash: Self.hash(of: files),
            deliveries: plan.deliveries,
            coefficientSets: Dictionary(uniqueKeysWithValues: sets),
            periods: Dictionary(plan.periods.map { ($0.period.name, $0.status.rawValue) }) { first, _ in first
            },
            rulesVersion: codebook.statedVersion,
            notes: plan.notes,
            characteristics: codebook.describedCharacteristics,
            withoutFigures: withoutFigures,
            generator: generator,
            files: files.sorted { $0.path < $1.path }
        )
    }
}
