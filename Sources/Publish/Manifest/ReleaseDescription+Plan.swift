import Codebook
import Extracts
import Kinds
import Statistics

extension ReleaseDescription {
    /// The description of a plan and its tables, before anything that tells of the whole is written.
    init(_ plan: ReleasePlan, _ made: [ExtractMaker.Made]) {
        let notes = plan.notes
        self.init(
            codebook: plan.codebook,
            edition: plan.edition,
            release: plan.number,
            base: plan.base.outline.base,
            rulesVersion: plan.codebook.statedVersion,
            coefficientSets: Dictionary(
                uniqueKeysWithValues: plan.coefficientSets.map { ($0.key.name, $0.value) }
            ),
            notes: zip(notes["nl"] ?? [], notes["en"] ?? []).map { Text(nl: $0, en: $1) },
            tables: made.compactMap(\.described),
            files: made.flatMap(\.files).sorted { $0.path < $1.path }.map(File.init)
        )
    }
}

extension ReleaseDescription.File {
    /// A file as descriptions tell of it.
    init(_ file: Manifest.File) {
        self.init(path: file.path, bytes: file.bytes, sha256: file.sha256, mediaType: file.mediaType)
    }
}

extension Manifest.File {
    /// A file that tells of the release as a whole: it is of no period, and has no rows of figures.
    init(_ file: DescriptionFile, bytes: Int, sha256: String) {
        self.init(
            path: file.path,
            bytes: Int64(bytes),
            sha256: sha256,
            mediaType: file.mediaType,
            rows: 0,
            period: "",
            layout: ""
        )
    }
}
