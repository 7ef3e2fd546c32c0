public import Codebook
import Statistics

/// Layout of the values and groups of a ``StandingVersion``: the topics of its table, and the groups of every
/// variable.
public struct VersionLayout: Hashable, Sendable {
    /// The ranks of the topics.
    public let columns: [Int]
    /// By variable, the groups all apart.
    let whole: [[Int]]
    /// A digest of the topics, their decimals, and the groups.
    let digest: UInt64

    /// Creates the layout of a data set's tables with these columns.
    public init(_ codebook: Codebook, columns: [Int]) {
        self.columns = columns
        whole = codebook.variables.map { Array($0.groups.indices) }
        var mark = PartMark()
        for column in columns {
            mark.add(codebook.topics[column].key)
            mark.add(UInt64(codebook.topics[column].decimals))
        }
        for variable in codebook.variables {
            mark.add(variable.key)
            for group in variable.groups {
                mark.add(UInt64(group.categories.lowerBound))
                mark.add(UInt64(group.categories.upperBound))
            }
        }
        digest = mark.number
    }

    func fits(_ groups: Int, _ blocks: [[Int]]) -> Bool {
        groups == whole.reduce(0) { $0 + $1.count } && blocks.map(\.count) == whole.map(\.count)
            && zip(blocks, whole).allSatisfy { $0.allSatisfy($1.indices.contains) }
    }
}

/// A digest of 64 bits over numbers and names, the same on every machine: FNV-1a, a number at a time, mixed.
struct PartMark {
    private(set) var number: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ next: UInt64) { number = BitMixing.mixed((number ^ next) &* 0x0000_0100_0000_01B3) }

    mutating func add(_ name: String) {
        for byte in name.utf8 { add(UInt64(byte)) }
        add(UInt64.max)
    }
}

extension LinkedRegions {
    /// The mark of a connected part: of its regions, the counts of its atoms, and whatever `start` stands for.
    func mark(of members: [Int], from start: PartMark) -> UInt64 {
        var mark = start
        var places: [Int: Int] = [:]
        for member in members.map({ self.members[$0] }) {
            mark.add(UInt64(bitPattern: Int64(member.key?.geography ?? -1)))
            mark.add(UInt64(bitPattern: Int64(member.key?.region.position ?? -1)))
            for atom in member.atoms.sorted() {
                if let place = places[atom] {
                    mark.add(UInt64(place))
                    continue
                }
                places[atom] = places.count
                for (cell, count) in atoms[atom].enumerated() where count != 0 {
                    mark.add(UInt64(cell))
                    mark.add(UInt64(bitPattern: count))
                }
            }
            mark.add(UInt64.max)
        }
        return mark.number
    }
}
