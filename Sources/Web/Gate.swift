import ConfigurationFiles
import HTTPTypes
import Hummingbird

/// Looks at every request before its route does, and at every answer after.
struct Gate: RouterMiddleware {
    let limits: WebLimits
    let address: ListenAddress
    let hosts: Set<String>

    @concurrent func handle(
        _ request: Request,
        context: BasicRequestContext,
        next: @concurrent (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        if let refusal = refusal(of: request) {
            response = refusal
        } else {
            do {
                response = try await next(request, context)
            } catch let error as HTTPError {
                response = Response.plain(error.status, text: Self.words(of: error.status))
            }
        }
        for (name, value) in Self.headers where !response.headers.contains(name) {
            response.headers[name] = value
        }
        return response
    }

    private func refusal(of request: Request) -> Response? {
        guard request.uri.string.utf8.count <= limits.target else {
            return .plain(.init(code: 414), text: "The address is too long.\n")
        }
        guard isForUs(request) else {
            return .plain(
                .init(code: 421),
                text: "This server has no such name; see http.hosts in its configuration.\n"
            )
        }
        guard [.get, .head, .post].contains(request.method) else {
            var response = Response.plain(.methodNotAllowed, text: "This server takes GET, HEAD and POST.\n")
            response.headers[.allow] = "GET, HEAD, POST"
            return response
        }
        // A request that reads brings nothing, and must not keep its connection by sending on.
        if request.method != .post,
            request.headers[.transferEncoding] != nil || (request.headers[.contentLength] ?? "0") != "0"
        {
            return .plain(.contentTooLarge, text: "A request that reads has no body.\n")
        }
        return nil
    }

    /// Whether the client called a name of ours: else a page of another site could read through a browser's eyes.
    private func isForUs(_ request: Request) -> Bool {
        guard case .host(let own, _) = address else { return true }
        guard let authority = request.head.authority?.lowercased() else { return false }
        var host = authority
        if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") { host = String(host[..<colon]) }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        return host == own.lowercased() || hosts.contains(host)
            || ["localhost", "127.0.0.1", "::1"].contains(host)
    }

    private static func words(of status: HTTPResponse.Status) -> String {
        switch status {
        case .notFound: "There is nothing here.\n"
        default: "\(status.code) \(status.reasonPhrase)\n"
        }
    }

    /// Headers of every answer, by which a browser guesses nothing, loads nothing from elsewhere, is framed by nobody.
    private static let headers: [(HTTPField.Name, String)] = [
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; "
                + "base-uri 'none'; frame-ancestors 'none'"
        ),
        ("x-content-type-options", "nosniff"), ("x-frame-options", "DENY"),
        // Without any, browsers would not say either that a form is of our own page.
        ("referrer-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"), ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"), ("cache-control", "no-cache"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
}

extension Response {
    /// A short text.
    static func plain(_ status: HTTPResponse.Status, text: String) -> Self {
        Response(
            status: status,
            headers: [.contentType: "text/plain; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: text))
        )
    }
}
