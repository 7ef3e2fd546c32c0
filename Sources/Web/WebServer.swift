package import ConfigurationFiles
import HTTPTypes
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle

/// Serves the routes of rooms over HTTP, within limits.
package struct WebServer: Service {
    private let address: ListenAddress
    private let limits: WebLimits
    private let groups: [RouteGroup]
    private let hosts: Set<String>
    private let tokens: @Sendable () -> WebTokens
    private let logger: Logger
    private let uploads: UploadDesk?

    /// Creates a server.
    ///
    /// - Parameters:
    ///   - address: Where it listens.
    ///   - groups: What is served; of two routes for the same path the first one answers.
    ///   - hosts: The names by which clients may call it, beside those of the machine itself.
    ///   - tokens: Who may change state.
    ///   - limits: What a client may take.
    ///   - uploads: Where files that are uploaded are taken in; nil where none are.
    ///   - logger: The journal.
    package init(
        _ address: ListenAddress,
        groups: [RouteGroup],
        hosts: [String] = [],
        tokens: @escaping @Sendable () -> WebTokens = { .none },
        limits: WebLimits = WebLimits(),
        uploads: UploadPlace? = nil,
        logger: Logger
    ) {
        self.address = address
        self.groups = groups
        self.hosts = Set(hosts.map { $0.lowercased() })
        self.tokens = tokens
        self.limits = limits
        self.logger = logger
        self.uploads = uploads.map { UploadDesk($0, seconds: limits.upload) }
    }

    /// Serves until the group of services is told to stop.
    ///
    /// - Throws: ``NotListening`` where the address is taken, or not one of the machine.
    package func run() async throws {
        let address = address
        let limits = limits
        let logger = logger
        var channel = HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionLifetime(seconds: limits.lifetime)],
            idleTimeout: .seconds(Int64(limits.idle))
        )
        channel.httpDecoder.maxHeaderListSize = limits.headers
        channel.httpDecoder.maxHeaderFieldSize = limits.headers
        channel.httpDecoder.maxHeaderFieldCount = 100
        let http = channel
        // What the library has to say is for those who look for a fault of it.
        var quiet = Logger(label: "peil.web", factory: { _ in logger.handler })
        quiet.logLevel = .error
        let application = Application(
            router: router,
            server: HTTPServerBuilder { FinishingChannel(HTTP1Channel(responder: $0, configuration: http)) },
            configuration: ApplicationConfiguration(
                address: address.bound,
                availableConnectionsDelegate: .maximum(limits.connections, logger: quiet)
            ),
            onServerRunning: { _ in
                address.open()
                logger.notice("serving pages", metadata: ["listen": "\(address)"])
            },
            logger: quiet
        )
        do {
            try await application.run()
        } catch {
            throw NotListening(address: address, reason: "\(error)")
        }
    }

    private var router: Router<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: Gate(limits: limits, address: address, hosts: hosts))
        let desk = WebDesk(
            workers: WebWorkers(limits.workers, name: "pages"),
            changing: (WebWorkers(1, name: "changes"), Places(limits.changes)),
            limits: limits,
            address: address,
            tokens: tokens,
            logger: logger,
            uploads: uploads
        )
        var taken: Set<String> = []
        for route in groups.flatMap(\.routes) {
            let method = route.purpose == .read ? HTTPRequest.Method.get : .post
            guard taken.insert("\(method) \(route.template)").inserted else { continue }
            router.on(RouterPath(route.template), method: method) { request, context in
                try await desk.answer(request, context, by: route)
            }
        }
        return router
    }
}

/// A server that could not begin.
package struct NotListening: Error, CustomStringConvertible {
    let address: ListenAddress
    let reason: String

    package var description: String {
        "http.listen: \(address) cannot be listened at (\(reason)); free it, or name another address"
    }
}
