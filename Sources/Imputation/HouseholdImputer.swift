/// A model prepared for imputing households; owns the memory of its tables.
public final class HouseholdImputer: Sendable {
    /// The tables; valid as long as this object lives, and usable by any number of threads.
    public let tables: HouseholdTables

    /// Prepares a model.
    public init(_ model: ImputationModel) { tables = HouseholdTables(model) }

    deinit { tables.deallocate() }
}
