public import Statistics

/// Status of a figure, as told to users in the forms that can tell more than a point.
///
/// Below the minimum, withheld for others and frozen have one word: apart they would tell how many units an area
/// has, or which other areas are protected. Source: docs/formats/extracts.md, "Why a figure is absent".
public enum FigureStatus: UInt8, Hashable, Sendable, CaseIterable {
    /// There is a number.
    case published
    /// The figure is not shown: confidential, or too unreliable.
    case withheld
    /// The group, or the figure made of groups, is not shown by itself: groups are published together.
    case recoded
    /// The figure cannot exist, here.
    case notApplicable
    /// Nobody said more than that there is no figure.
    case unknown

    /// The stable word for the status.
    public var key: String {
        switch self {
        case .published: "published"
        case .withheld: "withheld"
        case .recoded: "recoded"
        case .notApplicable: "not-applicable"
        case .unknown: "unknown"
        }
    }

    /// Title for people.
    public var title: Text {
        switch self {
        case .published: Text(nl: "gepubliceerd", en: "published")
        case .withheld:
            Text(
                nl: "niet getoond: geheim of onvoldoende betrouwbaar",
                en: "withheld: confidential or unreliable"
            )
        case .recoded:
            Text(
                nl: "samengevoegd met een andere groep",
                en: "recoded: published together with another group"
            )
        case .notApplicable:
            Text(nl: "kan op logische gronden niet voorkomen", en: "not applicable: the figure cannot exist")
        case .unknown: Text(nl: "onbekend of niet aangeleverd", en: "unknown or not delivered")
        }
    }
}
