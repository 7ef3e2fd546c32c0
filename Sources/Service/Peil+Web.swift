import ConfigurationFiles
import Files
import Serving
package import Web
import Website

extension Peil {
    /// The server of pages and releases; nil where none is configured.
    ///
    /// - Throws: `ConfigurationFlaw` where the file of tokens is none.
    package func server() throws -> WebServer? {
        let configuration = configuration
        guard let address = configuration.listen else { return nil }
        let path = configuration.web.tokens
        if let path, Self.tokens(in: path) == nil {
            throw ConfigurationFlaw(
                place: path,
                message: "http.tokens: the file is not made of `NAME TOKEN` lines",
                hint: "write one person a line, with a token of at least 32 characters: openssl rand -hex 24"
            )
        }
        return WebServer(
            address,
            groups: routes,
            hosts: configuration.web.hosts,
            tokens: { path.flatMap(Self.tokens) ?? .none },
            limits: webLimits,
            uploads: UploadPlace(folder: configuration.checking + "/upload") { [self] in
                largestToCheck
            },
            logger: logger
        )
    }

    /// Limits of the server for one client.
    var webLimits: WebLimits {
        var limits = WebLimits()
        if let connections = configuration.web.connections { limits.connections = connections }
        return limits
    }

    /// Routes of the server: each room adds its own here.
    private var routes: [RouteGroup] {
        let shelf = ReleaseShelf(root: configuration.publish)
        return [
            monitoring, website.routes, ReleaseRoutes(shelf).group,
            ODataRoutes(shelf) { [self] in (catalogue.codebooks[$0], catalogue.editions) }.group,
        ]
    }

    /// The tokens in a file; nil where it is none of tokens.
    ///
    /// It is read at each use, so that a token can be taken away.
    private static func tokens(in path: String) -> WebTokens? {
        guard let bytes = try? ReadFile.bytes(of: path, limit: 1 << 20) else { return nil }
        return WebTokens(String(decoding: bytes, as: UTF8.self))
    }
}
