import ArgumentParser
import Classification
import Codebook
import Disclosure
import Files
import Statistics

/// Joint counts of households by region and postcode, from the columns that the scores need; who lacks a level of
/// education has one by turns.
struct PostcodeParts {
    private let none: [Int64]
    private var counts: [RegionIndex: [Int: [Int64]]] = [:]

    init(_ path: String, of edition: Edition, variables: [Variable]) throws {
        let cells = JointCells(variables)
        guard cells.sizes.count == 3 else {
            throw ValidationError(
                "households are of wealth, education and work; the codebook has \(cells.sizes.count) variables"
            )
        }
        none = [Int64](repeating: 0, count: cells.count)
        let bytes = try ReadFile.bytes(of: path, limit: 4 << 30)
        let regions = Dictionary(
            uniqueKeysWithValues: edition.indices.map { (edition[$0].code.description, $0) }
        )
        var turn = 0
        var isFirst = true
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            defer { isFirst = false }
            if isFirst { continue }
            let fields = line.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            guard fields.count > 8, fields[8].elementsEqual("1".utf8),
                let region = regions[String(decoding: fields[2], as: UTF8.self)],
                let wealth = Int(String(decoding: fields[3], as: UTF8.self)),
                let work = Int(String(decoding: fields[5], as: UTF8.self)),
                (1...cells.sizes[0]).contains(wealth), (1...cells.sizes[2]).contains(work)
            else { continue }
            turn += 1
            let level = Int(String(decoding: fields[4], as: UTF8.self)) ?? turn % cells.sizes[1] + 1
            let cell = cells.rank(of: [wealth - 1, min(max(level, 1), cells.sizes[1]) - 1, work - 1])
            let postcode = Int(String(decoding: fields[6], as: UTF8.self)) ?? 0
            counts[region, default: [:]][postcode, default: none][cell] += 1
        }
    }

    /// The parts of a region, by postcode.
    func parts(of region: RegionIndex) -> [LinkedRegions.PostcodePart]? {
        counts[region, default: [0: none]].sorted { $0.key < $1.key }.map {
            LinkedRegions.PostcodePart(postcode: $0.key > 0 ? RegionIndex($0.key) : nil, counts: $0.value)
        }
    }
}
