/// A model prepared for imputing households: it owns the tables that do the work.
public final class HouseholdImputer: Sendable {
    /// What imputes; it may be used as long as this lives, by any number of threads.
    public let tables: HouseholdTables

    /// Prepares a model.
    public init(_ model: ImputationModel) { tables = HouseholdTables(model) }

    deinit { tables.deallocate() }
}
