import Classification
import Statistics
import ValidationWalks

/// The name beside a code is that of the region in the edition.
struct NameAgreesWithCode: TableRule {
    static let code = "name-agrees"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        The name beside a code is that of the region in the edition.

        Compared without case, accents, punctuation, the number before the name of a wijk and the province \
        behind that of a gemeente. A name that belongs to a code with two digits exchanged is pointed out. \
        Where the edition itself only has a name of an earlier year, a difference is a note; where it has \
        none, nothing is said. The delivered name is not repeated, since another column may have slipped \
        into its place.
        """,
        repair: """
            check whether the code or the name is wrong; figures go by the code.
            """
    )

    init?(_ context: RuleContext) {}

    func check(_ delivery: LookedUp, report: inout Report) {
        let edition = delivery.context.edition
        for (region, outcome) in zip(delivery.table.regions, delivery.regions) {
            guard case .known(let index) = outcome, let name = region.name, !name.isEmpty else { continue }
            let known = edition[index]
            if known.name == name || known.nameTrust == .none || known.parent == nil { continue }
            let delivered = ComparableName(name)
            if delivered == ComparableName(known.name) { continue }

            let meant = exchanged(region.code, named: delivered, in: edition)
            var atMost: Finding.Severity?
            if case .earlier = known.nameTrust, meant == nil { atMost = .note }
            report.add(Self.self, atMost: atMost, at: region.place, region: region.code) {
                remark(known, meant: meant)
            }
        }
    }

    private func remark(_ region: Region, meant: RegionCode?) -> Remark {
        let check = Text(
            nl: "Controleer of de code of de naam fout is; de cijfers gaan met de code mee.",
            en: "Check whether the code or the name is wrong; the figures go by the code."
        )
        if let meant {
            return Remark(
                Text(
                    nl:
                        "De naam bij \(region.code) hoort bij \(meant): zijn er cijfers van de code verwisseld?",
                    en:
                        "The name beside \(region.code) is that of \(meant): were digits of the code exchanged?"
                ),
                repair: check
            )
        }
        if case .earlier(let year) = region.nameTrust {
            return Remark(
                Text(
                    nl:
                        "De naam bij \(region.code) is niet de naam '\(region.name)', die van \(year) is en verouderd kan zijn.",
                    en:
                        "The name beside \(region.code) is not '\(region.name)', which is of \(year) and may be outdated."
                ),
                repair: Text(nl: "Niets, als de code klopt.", en: "Nothing, if the code is right.")
            )
        }
        return Remark(
            Text(
                nl: "De naam bij \(region.code) is niet '\(region.name)', zoals in de indeling.",
                en: "The name beside \(region.code) is not '\(region.name)', as in the classification."
            ),
            repair: check
        )
    }

    /// The code with two characters exchanged whose region has the delivered name; nil if there is none.
    private func exchanged(_ code: RegionCode, named name: ComparableName, in edition: Edition) -> RegionCode?
    {
        let bytes = Array(code.description.utf8)
        for first in bytes.indices {
            for second in bytes.indices[(first + 1)...] where bytes[first] != bytes[second] {
                var other = bytes
                other.swapAt(first, second)
                let candidate = RegionCode(String(decoding: other, as: UTF8.self))
                guard case .known(let index) = edition.lookUp(candidate), edition[index].nameTrust != .none
                else {
                    continue
                }
                if ComparableName(edition[index].name) == name { return candidate }
            }
        }
        return nil
    }
}
