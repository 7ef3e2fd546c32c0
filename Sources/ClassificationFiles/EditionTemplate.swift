import Classification
import Files
import Statistics
import YAMLReading

/// The description that an import begins an edition with that is not there yet: `new.yaml` beside the editions.
///
/// docs/formats/regions.md describes the file.
struct EditionTemplate {
    /// The name of the file.
    static let file = "new.yaml"

    /// The attribution, with `{edition}` where the key of the edition goes.
    let attribution: Text
    /// The levels, coarse first.
    let levels: [Level]
    /// Other codes of regions.
    let aliases: [RegionCode: RegionCode]
    /// The one region of the coarsest level, where a list does not name it; nil where there is none.
    let root: Edition.Entry?

    /// Reads the template beside the directory of an edition.
    ///
    /// - Throws: ``FileFlaw`` when it is missing or cannot be used.
    static func read(beside directory: String) throws -> Self {
        let path = Durable.parent(of: directory) + "/" + file
        let root = try YAMLText.root(
            path: path,
            hint: "put the file there that is installed with Peil, or make the directory and its edition.yaml"
        )
        var keys = try root.keys()
        let levels = try EditionDescription.levels(keys.required("levels"))
        let template = Self(
            attribution: try keys.required("attribution").text(),
            levels: levels,
            aliases: try keys.optional("aliases").map { try EditionDescription.aliases($0, levels) } ?? [:],
            root: try keys.optional("root").map { try entry($0, levels[0]) }
        )
        try keys.finish()
        return template
    }

    private static func entry(_ node: YAMLNode, _ level: Level) throws -> Edition.Entry {
        var keys = try node.keys()
        let code = RegionCode(try keys.required("code").string())
        let name = try keys.required("name").string()
        try keys.finish()
        guard level.isWellFormed(code) else {
            throw node.flaw("'\(code)' is not written as the codes of the coarsest level", "correct the code")
        }
        return Edition.Entry(code: code, name: name, nameTrust: .edition, level: 0, parent: nil)
    }

    /// Refuses what cannot be the name of a directory.
    ///
    /// - Throws: ``FileFlaw``.
    static func check(_ key: String) throws {
        let isPlain = key.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (97...122).contains(byte | 0x20) || byte == 45
        }
        guard isPlain, !key.isEmpty, key.utf8.first != 45, key.utf8.count <= 64 else {
            throw FileFlaw(
                path: key,
                message: "this is no name of an edition",
                hint: "use a year, for example 2022"
            )
        }
    }

    /// The description of an edition of which nothing is known yet.
    func description(of key: String) -> EditionDescription {
        EditionDescription(
            key: key,
            year: Int(key).flatMap { (1000...9999).contains($0) ? $0 : nil },
            attribution: Text(
                nl: attribution.nl.replacing("{edition}", with: key),
                en: attribution.en.replacing("{edition}", with: key)
            ),
            levels: levels,
            aliases: aliases
        )
    }
}
