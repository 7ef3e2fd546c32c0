import ArgumentParser

/// The file format of a synthetic delivery.
enum DeliveryFormat: String, CaseIterable, ExpressibleByArgument {
    /// CSV with titles, as people download it: padded, with symbols.
    case csv
    /// CSV with keys, as in the unprocessed data set: padded, with symbols.
    case csvKeys = "csv-keys"
    /// An Atom feed with typed values.
    case atomTyped = "atom-typed"
    /// An Atom feed with padded text and symbols.
    case atomUntyped = "atom-untyped"
}
