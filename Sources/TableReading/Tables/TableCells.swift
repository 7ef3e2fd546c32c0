import Codebook
package import Statistics

/// Figures added one by one, each with its region and period, in any order.
extension TableBuilder {
    /// Adds the figure of a column in a region and period; in a joint form `categories` is its cell.
    ///
    /// - Parameters:
    ///   - handle: The column of its topic.
    ///   - region: The position of the region.
    ///   - period: The position of the period.
    ///   - categories: The rank of the category of each variable, in a joint form.
    ///   - bytes: The text in UTF-8, with or without padding.
    ///   - place: The place of the text.
    package mutating func cell(
        _ handle: Int,
        region: Int,
        period: Int,
        categories: [Int] = [],
        _ bytes: UnsafeRawBufferPointer,
        at place: Place
    ) {
        guard case .topic(let topic) = roles[handle], keys.canFindRecords else { return }
        let (value, mark) = unsafe numbers.read(bytes, decimals: decimals[handle])
        if let mark { evidence.note(mark, line: place.line, column: place.column) }
        guard let (record, isNew) = record(region: region, period: period, at: place) else { return }
        if isNew, !isJoint { records.reserve(record) }
        let rank = isJoint ? joint.rank(of: categories) : topic
        records.append(record, rank: rank, value, line: place.line, column: place.column, row: place)
    }

    /// The rank of a category of a variable; nil, with a finding, if it has none with that spelling.
    package mutating func category(_ cell: CSVCell, of variable: Int) -> Int? {
        var text = cell.text
        let rank = text.withUTF8 { unsafe keys.category(UnsafeRawBufferPointer($0), of: variable) }
        if rank == nil { reportCategory(of: variable, at: cell.place) }
        return rank
    }
}
