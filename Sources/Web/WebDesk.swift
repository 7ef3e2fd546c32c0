import ConfigurationFiles
import Foundation
import HTTPTypes
import Hummingbird
import Logging

/// Turns a request of the library into values for a route, and what the route says into an answer.
struct WebDesk: Sendable {
    /// Who answers what reads.
    let workers: WebWorkers
    /// Who carries out what changes state, one after the other; it may wait for another part of the service.
    let changing: (workers: WebWorkers, places: Places)
    let limits: WebLimits
    let address: ListenAddress
    let tokens: @Sendable () -> WebTokens
    let logger: Logger
    /// Where files that are uploaded are taken in; nil where none are.
    var uploads: UploadDesk?

    /// The size of the pieces in which files are sent, in bytes.
    private static let piece = 256 << 10

    func answer(_ request: Request, _ context: BasicRequestContext, by route: Route) async throws -> Response
    {
        guard let parameters = parameters(context), let rest = rest(context) else {
            return .plain(.notFound, text: "There is nothing here.\n")
        }
        let authority = request.head.authority ?? "localhost"
        var read = WebRequest(
            parameters: parameters,
            rest: rest,
            query: URLText.query(request.uri.query ?? ""),
            headers: Dictionary(request.headers.map { ($0.name.canonicalName, $0.value) }) { "\($0), \($1)" },
            // A proxy that speaks TLS says so, and links lead back through it.
            origin: read(request, "x-forwarded-proto") == "https"
                ? "https://\(authority)" : "http://\(authority)",
            path: request.uri.path,
            person: person(request)
        )
        if route.purpose != .read {
            if let refusal = refusal(of: request, read, authority) { return refusal }
        }
        if route.purpose == .upload { return try await upload(request, &read, by: route) }
        if route.purpose == .change {
            // Whoever sends slowly keeps no place from those whose request is there.
            guard let body = try? await request.body.collect(upTo: limits.body) else {
                return .plain(.contentTooLarge, text: "The body is too large.\n")
            }
            guard changing.places.take() else {
                return .plain(
                    .serviceUnavailable,
                    text: "Too much is being changed now; try again in a minute.\n"
                )
            }
            defer { changing.places.leave() }
            read.body = Array(body.readableBytesView)
            return await answer(read, by: route, changing.workers)
        }
        return await answer(read, by: route, workers)
    }

    /// Takes in a form with a file, and answers it; the file is gone after that.
    private func upload(_ request: Request, _ read: inout WebRequest, by route: Route) async throws
        -> Response
    {
        guard let uploads, uploads.begin() else {
            return .plain(
                .serviceUnavailable,
                text: "Another file is being looked at; try again in a minute.\n"
            )
        }
        defer { uploads.end() }
        do {
            let type = request.headers[.contentType] ?? ""
            let size = request.headers[.contentLength].flatMap { Int64($0) }
            read.upload = try await uploads.take(request.body, contentType: type, size: size)
        } catch UploadDesk.Refusal.tooLarge {
            return .plain(
                .contentTooLarge,
                text: "The file is larger than a delivery may be, or than there is room for.\n"
            )
        } catch UploadDesk.Refusal.tooSlow {
            return .plain(.requestTimeout, text: "The file took too long to come.\n")
        } catch UploadDesk.Refusal.withoutFile {
            return .plain(.badRequest, text: "There is no file in the form; choose one.\n")
        } catch UploadDesk.Refusal.malformed {
            return .plain(.badRequest, text: "This is no form with one file (multipart/form-data).\n")
        } catch {
            logger.error("a file could not be taken in", metadata: ["error": "\(error)"])
            return .plain(
                .internalServerError,
                text: "The file cannot be taken in now; the journal says why.\n"
            )
        }
        return await answer(read, by: route, uploads.workers)
    }

    private func answer(_ asked: WebRequest, by route: Route, _ workers: WebWorkers) async -> Response {
        do {
            guard let answer = try await workers.run({ try route.answer(asked) }) else {
                return .plain(.notFound, text: "There is nothing here.\n")
            }
            return response(answer)
        } catch {
            // A client learns that something failed, the journal what.
            logger.error(
                "a request could not be answered",
                metadata: ["path": "\(asked.path)", "error": "\(error)"]
            )
            return .plain(.internalServerError, text: "This cannot be answered now; the journal says why.\n")
        }
    }

    private func read(_ request: Request, _ name: String) -> String? {
        request.headers.first { $0.name.canonicalName == name }?.value
    }

    private func parameters(_ context: BasicRequestContext) -> [String: String]? {
        var parameters: [String: String] = [:]
        for (name, value) in context.parameters where !name.hasPrefix(":") {
            guard let parts = URLText.parts(value), parts.count == 1 else { return nil }
            parameters[String(name)] = parts[0]
        }
        return parameters
    }

    private func rest(_ context: BasicRequestContext) -> [String]? {
        URLText.parts(context.parameters.getCatchAll().joined(separator: "/"))
    }

    /// Whose token came with a request: by `Authorization: Bearer TOKEN`, or as the password of a browser.
    private func person(_ request: Request) -> String? {
        guard let header = request.headers[.authorization] else { return nil }
        let words = header.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2 else { return nil }
        switch words[0].lowercased() {
        case "bearer": return tokens().person(of: words[1])
        case "basic":
            guard let bytes = Data(base64Encoded: words[1]),
                case let text = String(decoding: bytes, as: UTF8.self), let colon = text.firstIndex(of: ":"),
                let person = tokens().person(of: String(text[text.index(after: colon)...])),
                text[..<colon] == person
            else { return nil }
            return person
        default: return nil
        }
    }

    /// Why a request may not change state; nil where it may.
    private func refusal(of request: Request, _ read: WebRequest, _ authority: String) -> Response? {
        guard read.person != nil else {
            var response = Response.plain(
                .unauthorized,
                text: "Nothing is changed without a token; see http.tokens in the configuration.\n"
            )
            response.headers[.wwwAuthenticate] = "Basic realm=\"peil\", charset=\"UTF-8\""
            return response
        }
        // A browser that knows the token must not be led here by the page of another site.
        let origin = read.headers["origin"]
        let isOwn =
            switch read.headers["sec-fetch-site"] {
            // No page can make a browser say so, and behind another server it says more than the names do.
            case "same-origin": true
            case nil, "none":
                origin == nil || ["http://\(authority)", "https://\(authority)"].contains(origin)
            default: false
            }
        return isOwn ? nil : .plain(.forbidden, text: "A page of another site changes nothing here.\n")
    }

    private func response(_ answer: WebResponse) -> Response {
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            guard let name = HTTPField.Name(name) else { continue }
            headers.append(HTTPField(name: name, value: value))
        }
        let workers = workers
        let body: ResponseBody
        switch answer.body {
        case .bytes(let bytes): body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        case .file(let file, let range):
            body = ResponseBody(contentLength: range.count) { writer in
                var offset = range.lowerBound
                while offset < range.upperBound {
                    let (start, count) = (offset, Int(min(Int64(Self.piece), range.upperBound - offset)))
                    let bytes = try await workers.run { try file.read(count, at: start) }
                    guard !bytes.isEmpty else { throw OpenFile.Unreadable() }
                    try await writer.write(ByteBuffer(bytes: bytes))
                    offset += Int64(bytes.count)
                }
                try await writer.finish(nil)
            }
        case .pieces(let begin):
            body = ResponseBody { writer in
                let next = begin()
                while let bytes = try await workers.run(next) {
                    try await writer.write(ByteBuffer(bytes: bytes))
                }
                try await writer.finish(nil)
            }
        }
        return Response(status: .init(code: answer.status), headers: headers, body: body)
    }
}
