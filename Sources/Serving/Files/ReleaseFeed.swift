import Extracts
import Publish
import Web

/// The releases of a data set as an Atom feed, newest first (RFC 4287).
enum ReleaseFeed {
    /// How many releases a feed has at most.
    private static let most = 50

    /// The feed; nil where the data set has no release.
    static func answer(_ request: WebRequest, _ shelf: ReleaseShelf) -> WebResponse? {
        let dataset = request["dataset"]
        let manifests = shelf.numbers(of: dataset).prefix(most).compactMap {
            shelf.volume(dataset, $0)?.manifest
        }
        guard let newest = manifests.first else { return nil }
        let own = "\(request.origin)\(request.path)"
        var text = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl">
            <id>urn:peil:\(dataset.xmlEscaped):releases</id>
            <title>\((newest.title["nl"] ?? dataset).xmlEscaped)</title>
            <updated>\(newest.time)</updated>
            <author><name>\((newest.attribution["nl"] ?? "Peil").xmlEscaped)</name></author>
            <link rel="self" href="\(own.xmlEscaped)"/>

            """
        for manifest in manifests {
            let address = request.origin + ReleaseRoutes.address(manifest) + Manifest.name
            let periods = manifest.periods.keys.sorted().joined(separator: ", ")
            text += """
                <entry>
                <id>urn:peil:\(dataset.xmlEscaped):releases:\(manifest.release)</id>
                <title>Publicatie \(manifest.release)</title>
                <updated>\(manifest.time)</updated>
                <link rel="alternate" type="application/json" href="\(address.xmlEscaped)"/>
                \(notes(manifest, request.origin))<summary>\(periods.xmlEscaped)</summary>
                </entry>

                """
        }
        return .text(text + "</feed>\n", type: "application/atom+xml; charset=utf-8")
    }

    /// Links to what the release changes, in words; nothing where it has no note.
    private static func notes(_ manifest: Manifest, _ origin: String) -> String {
        ["nl", "en"].map { language in
            let path = "note/\(manifest.dataset).\(language).html"
            guard manifest.files.contains(where: { $0.path == path }) else { return "" }
            let address = (origin + ReleaseRoutes.address(manifest) + path).xmlEscaped
            return #"<link rel="alternate" type="text/html" hreflang="\#(language)" href="\#(address)"/>"#
                + "\n"
        }.joined()
    }
}
