package import Classification
import ClassificationFiles
package import Codebook
import Codebooks
import Cores
import Crypto
import Files
import Statistics
import Validation
import YAMLReading

/// The codebooks and editions in use: read completely at start and at a reload, never changed in between.
package struct Catalogue: Sendable {
    /// The codebooks, by data set.
    package let codebooks: [String: Codebook]
    /// The editions of the classification that drops name, by key.
    package let editions: [String: Edition]

    /// Reads the codebooks and the editions of a configuration.
    ///
    /// - Throws: `FileFlaw` or ``ConfigurationFlaw`` with the place at fault.
    package static func read(_ configuration: Configuration) throws -> Self {
        let keys = Set([configuration.edition] + configuration.drops.map(\.edition)).sorted()
        // Lists of regions are long: codebooks are read concurrently.
        let reading = Beside {
            var editions: [String: Edition] = [:]
            var digests = SHA256()
            for key in keys {
                let path = configuration.regions + "/" + key
                let edition = try EditionDirectory.read(path: path)
                editions[key] = edition.adding(try EditionUnions.read(path: path, of: edition))
                for name in Durable.names(in: path).sorted() {
                    digests.update(data: try ReadFile.bytes(of: path + "/" + name, limit: 64 << 20))
                }
            }
            return (editions, digests)
        }
        let read = Result { try readCodebooks(configuration, editions: keys) }
        var (editions, digests) = try reading.result()
        let boundaries = try configuration.boundaries.map { path in
            try BoundaryFile.read(path: path) { SHA256.hash(data: $0).hexadecimal }
        }
        if let boundaries, let path = configuration.boundaries {
            guard
                editions.values.contains(where: { edition in
                    edition.regions.contains { boundaries.shapes[$0.code] != nil }
                })
            else {
                throw ConfigurationFlaw(
                    place: path,
                    message: "boundaries: no feature is of a region of "
                        + keys.joined(separator: ", "),
                    hint: "name the boundaries of that edition, with codes as GM0363 in a property statcode"
                )
            }
            for key in keys { editions[key]?.boundaries = boundaries }
        }
        var codebooks: [String: Codebook] = [:]
        for var codebook in try read.get() {
            // Any edit of the rules or of the classification makes new extracts, whatever version they state.
            var digest = digests
            let path = configuration.datasets + "/" + codebook.dataset + ".yaml"
            digest.update(data: try ReadFile.bytes(of: path, limit: 1 << 20))
            if let scheme = codebook.scheme.coefficients {
                for file in scheme.sets.compactMap(\.file) {
                    let path = configuration.datasets + "/" + file
                    digest.update(data: try ReadFile.bytes(of: path, limit: 1 << 20))
                }
            }
            if let list = codebook.protection.apriori {
                let path = configuration.datasets + "/" + list.file
                try check(list, of: codebook, at: path, configuration, editions)
                digest.update(data: try ReadFile.bytes(of: path, limit: 16 << 20))
            }
            for place in codebook.publishedElsewhere.indices {
                try ElsewhereTable(configuration.datasets).read(place, of: &codebook, digest: &digest)
            }
            if let boundaries, codebook.extracts.contains(where: \.hasGeometry) {
                digest.update(data: Array(boundaries.digest.utf8))
            }
            codebook.version += "-" + digest.finalize().prefix(6).hexadecimal
            codebooks[codebook.dataset] = codebook
        }
        for drop in configuration.drops where codebooks[drop.dataset] == nil {
            throw ConfigurationFlaw(
                place: configuration.datasets,
                message: "drops: the data set '\(drop.dataset)' of drop '\(drop.name)' has no codebook",
                hint: "add \(drop.dataset).yaml to the directory, or correct the drop"
            )
        }
        for hook in configuration.hooks {
            for dataset in hook.datasets ?? [] where codebooks[dataset] == nil {
                throw ConfigurationFlaw(
                    place: configuration.datasets,
                    message: "hooks: the data set '\(dataset)' of hook '\(hook.name)' has no codebook",
                    hint: "add \(dataset).yaml to the directory, or correct the hook"
                )
            }
        }
        return Self(codebooks: codebooks, editions: editions)
    }

    /// Looks whether every region of an a-priori list is one that the data set publishes.
    private static func check(
        _ list: AprioriList,
        of codebook: Codebook,
        at path: String,
        _ configuration: Configuration,
        _ editions: [String: Edition]
    ) throws {
        let keys = configuration.drops.filter { $0.dataset == codebook.dataset }.map(\.edition)
        let known = Set(keys.isEmpty ? [configuration.edition] : keys).sorted().compactMap { editions[$0] }
        for entry in list.entries {
            let isPublished = known.contains { edition in
                guard case .known(let region) = edition.lookUp(entry.region) else { return false }
                return codebook.levels.contains(edition.levels[edition[region].level].key)
            }
            guard isPublished else {
                throw FileFlaw(
                    path: path,
                    line: entry.line,
                    message: "'\(entry.region)' is no region that \(codebook.dataset) publishes",
                    hint: "correct the code, or remove the line"
                )
            }
        }
    }

    /// Reads the codebooks, which may publish the levels of the editions in drops.
    private static func readCodebooks(_ configuration: Configuration, editions keys: [String]) throws
        -> [Codebook]
    {
        var known: [String: Set<String>] = [:]
        for key in keys {
            known[key] = Set(try EditionDirectory.levels(path: configuration.regions + "/" + key))
        }
        var levels: [String: Set<String>] = [:]
        for drop in configuration.drops {
            let own = known[drop.edition] ?? []
            levels[drop.dataset] = levels[drop.dataset]?.intersection(own) ?? own
        }
        return try CodebookDirectory.read(
            path: configuration.datasets,
            rules: RuleCatalogue.bounds,
            levels: levels
        )
    }

    /// The codebook of a data set.
    package func codebook(_ dataset: String) throws(ConfigurationFlaw) -> Codebook {
        if let codebook = codebooks[dataset] { return codebook }
        throw ConfigurationFlaw(
            place: dataset,
            message: "there is no codebook of this data set",
            hint: "known are: \(codebooks.keys.sorted().joined(separator: ", "))"
        )
    }

    /// The edition of that key.
    package func edition(_ key: String) throws(ConfigurationFlaw) -> Edition {
        if let edition = editions[key] { return edition }
        throw ConfigurationFlaw(
            place: key,
            message: "there is no such edition of the classification",
            hint: "known are: \(editions.keys.sorted().joined(separator: ", "))"
        )
    }
}
