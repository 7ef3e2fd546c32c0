import Codebook
import Statistics

extension Codebook {
    /// The characteristics as described in a manifest; nil if the codebook gives none of them a theme or a
    /// reference period.
    var describedCharacteristics: [Manifest.Characteristic]? {
        let isDescribed = variables.contains { $0.theme != nil || $0.reference != nil } || !areas.isEmpty
        guard isDescribed else { return nil }
        return variables.map { variable in
            Manifest.Characteristic(
                key: variable.key,
                title: variable.title.byLanguage,
                theme: variable.theme?.byLanguage,
                reference: variable.reference?.byLanguage,
                categories: variable.categories.map { .init(key: $0.key, title: $0.title.byLanguage) }
            )
        }
            + areas.map { area in
                Manifest.Characteristic(
                    key: area.key,
                    title: area.title.byLanguage,
                    theme: area.theme?.byLanguage,
                    reference: area.reference?.byLanguage
                )
            }
    }
}

extension Text {
    fileprivate var byLanguage: [String: String] { ["nl": nl, "en": en] }
}
