public import Statistics

/// The codes of Statistics Netherlands nest: `BU03630907` lies in `WK036309`, and that in `GM0363`.
extension RegionCode {
    /// The code of the wijk of a buurt, or of the gemeente of a wijk, from its own digits; nil for any other
    /// code.
    public var holder: RegionCode? {
        let text = description.utf8
        switch (text.count, text.starts(with: "BU".utf8), text.starts(with: "WK".utf8)) {
        case (10, true, _):
            return RegionCode("WK" + String(decoding: text.dropFirst(2).prefix(6), as: UTF8.self))
        case (8, _, true):
            return RegionCode("GM" + String(decoding: text.dropFirst(2).prefix(4), as: UTF8.self))
        default: return nil
        }
    }

    /// The code itself, then the codes that contain it by their digits, nearest first.
    var withHolders: UnfoldFirstSequence<RegionCode> { sequence(first: self) { $0.holder } }
}
