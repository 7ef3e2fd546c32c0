import Classification
import Codebook
import Statistics

/// One row of a synthetic delivery, in any format.
struct DeliveryRow {
    /// The region.
    var region: Region
    /// The period.
    var period: Period
    /// The category of each variable, in the joint form; else none.
    var categories: [Int]
    /// One value for each topic.
    var values: [Value]
}

/// The columns of a synthetic delivery.
struct DeliveryColumns {
    /// The variables that are dimensions; none except in the joint form.
    let dimensions: [Variable]
    /// The topics.
    let topics: [Topic]
}

/// Writes the rows of a delivery one after the other.
protocol DeliveryWriter {
    /// Writes the text before the rows.
    mutating func begin() throws

    /// Writes one row.
    mutating func write(_ row: DeliveryRow) throws

    /// Writes the text after the rows, and everything to the file.
    mutating func end() throws
}
