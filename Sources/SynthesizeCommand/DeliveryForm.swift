import ArgumentParser

/// The form of a synthetic delivery.
enum DeliveryForm: String, CaseIterable, ExpressibleByArgument {
    /// Counts by joint cell: one row a cell that is not empty.
    case joint
    /// Counts by category: one row a region.
    case marginal
    /// Published figures: one row a region.
    case published
    /// One row a household.
    case households
    /// One row a unit, with the fields from which its categories are derived.
    case units
}
