import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// A connection that was taken, until it is served; it is closed where nobody comes to serve it.
///
/// Where the server stops between the two, the library lets go of the connection in one of several places, and then ends the
/// whole process because nobody finished it. So it is finished here, wherever it is let go of.
final class TakenConnection: ServerChildChannelValue {
    let channel: any Channel
    private let waiting: Mutex<HTTP1Channel.Value?>

    init(_ connection: HTTP1Channel.Value) {
        channel = connection.channel
        waiting = Mutex(connection)
    }

    /// Hands the connection over to whoever serves it, and so finishes it; nil for everybody after the first.
    func take() -> HTTP1Channel.Value? {
        waiting.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
    }

    deinit {
        guard let connection = take() else { return }
        // It fails where the connection is closed already.
        Task { try? await connection.executeThenClose { _, _ in } }
    }
}

/// Serves HTTP/1.1 as the library does, on connections of which none is let go of unfinished.
struct FinishingChannel: ServerChildChannel {
    private let http: HTTP1Channel

    init(_ http: HTTP1Channel) { self.http = http }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<TakenConnection> {
        http.setup(channel: channel, logger: logger).map(TakenConnection.init)
    }

    func handle(value: TakenConnection, logger: Logger) async {
        guard let connection = value.take() else { return }
        await http.handle(value: connection, logger: logger)
    }
}
