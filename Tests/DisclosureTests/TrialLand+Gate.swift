import Audit
import Classification
import Codebook
import Disclosure
import Statistics
import TestSupport
import Testing

extension TrialLand {
    /// The classification of the country.
    func edition() -> Edition {
        func code(_ place: Place) -> RegionCode {
            let gemeente = "10\(10 + place.gemeente)"
            if place.wijk < 0 { return RegionCode("GM" + gemeente) }
            let wijk = gemeente + "\(10 + place.wijk)"
            return RegionCode(place.buurt < 0 ? "WK" + wijk : "BU" + wijk + "\(10 + place.buurt)")
        }
        return TrialEdition.of(
            places.map { place in
                var parent: Place? = place
                if place.buurt >= 0 {
                    parent?.buurt = -1
                } else if place.wijk >= 0 {
                    parent?.wijk = -1
                } else {
                    parent = nil
                }
                return Edition.Entry(
                    code: code(place),
                    name: "",
                    nameTrust: .none,
                    level: place.buurt >= 0 ? 2 : place.wijk >= 0 ? 1 : 0,
                    parent: parent.map(code)
                )
            },
            year: nil,
            levels: TrialEdition.levelsBelowLand
        )
    }

    /// The verdict of the release audit on a release, given the releases before it.
    func judged(_ outcome: Protection.Outcome, _ history: ProtectionHistory = .init()) throws -> AuditVerdict
    {
        var rows: [SafetyCertificate.Key: SafetyCertificate.Row] = [:]
        for (geography, table) in outcome.tables.enumerated() {
            for row in table.rows {
                rows[.init(geography: geography, region: row.region)] = .init(
                    columns: table.columns,
                    values: row.values
                )
            }
        }
        let gate = try #require(
            ReleaseAudit(
                codebook: codebook,
                form: codebook.forms[0],
                period: TrialCounts.period,
                edition: edition()
            )
        )
        return gate.judge(
            AuditedRelease(
                rows: rows,
                certificates: outcome.proof.certificates,
                earlier: history.versions.mapValues {
                    $0.map { .init(columns: $0.columns, values: $0.values) }
                }
            )
        )
    }
}

extension ProtectionHistory {
    /// The history after a release.
    func adding(_ outcome: Protection.Outcome) -> Self {
        var history = self
        for (key, version) in outcome.versions {
            history.versions[key, default: []].removeAll { $0 == version }
            history.versions[key, default: []].append(version)
        }
        return history
    }
}
