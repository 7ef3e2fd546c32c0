import Foundation
import Glibc
public import Logging

/// Writes log lines to standard error in the journal's form: a priority, the message, and its fields.
///
/// Under systemd the line begins with the priority of syslog and has no time, because the journal records
/// both; elsewhere it begins with the time. Line ends and control characters in fields, which may contain the
/// name of an arbitrary file, are escaped, so nobody can write a log line by dropping a file.
public struct JournalLogHandler: LogHandler {
    /// The lowest level that is written.
    public var logLevel: Logger.Level
    /// The fields of every line of the logger.
    public var metadata: Logger.Metadata = [:]
    private let isJournal: Bool
    private let socket: JournalSocket?

    /// Creates a handler.
    ///
    /// - Parameters:
    ///   - isJournal: True if the journal reads standard error.
    ///   - logLevel: The lowest level that is written.
    public init(isJournal: Bool, logLevel: Logger.Level = .info) {
        self.isJournal = isJournal
        socket = nil
        self.logLevel = logLevel
    }

    /// Creates a handler of a process that systemd may have started.
    ///
    /// - Parameters:
    ///   - stream: The value of `JOURNAL_STREAM`: where it names standard error, entries go to the journal with their
    ///     fields.
    ///   - logLevel: The lowest level that is written.
    public init(stream: String?, logLevel: Logger.Level = .info) {
        isJournal = JournalSocket.isJournal(stream, descriptor: STDERR_FILENO)
        socket = isJournal ? JournalSocket() : nil
        self.logLevel = logLevel
    }

    /// Reads or sets one field of every line.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line.
    public func log(event: LogEvent) {
        var facts = metadata
        if let own = event.metadata { facts.merge(own) { _, new in new } }
        let tail = facts.sorted { $0.key < $1.key }.map { " \($0.key)=\(Self.quoted("\($0.value)"))" }
            .joined()
        if let socket {
            let fields = facts.sorted { $0.key < $1.key }.map {
                (name: Self.field($0.key), value: "\($0.value)")
            }
            let entry: [(name: String, value: String)] = [
                ("MESSAGE", Self.escaped("\(event.message)") + tail),
                ("PRIORITY", String(event.level.priority)),
                ("SYSLOG_IDENTIFIER", "peil"), ("PEIL_EVENT", Self.escaped("\(event.message)")),
            ]
            // One that the journal cannot take is written as a line.
            if socket.send(entry + fields) { return }
        }
        let head = isJournal ? "<\(event.level.priority)>" : "\(Self.now()) \(event.level.rawValue) "
        let bytes = Array((head + Self.escaped("\(event.message)") + tail + "\n").utf8)
        // One write a line, so that lines of several threads do not mix.
        _ = unsafe write(STDERR_FILENO, bytes, bytes.count)
    }

    /// The name of a field in the journal: capitals, digits and `_`.
    private static func field(_ key: String) -> String {
        let plain = key.utf8.map { ($0 >= 97 && $0 <= 122) ? $0 - 32 : ($0 >= 48 && $0 <= 57) ? $0 : 95 }
        return "PEIL_" + String(decoding: plain, as: UTF8.self)
    }

    private static func quoted(_ text: String) -> String {
        let plain = text.utf8.allSatisfy { $0 > 32 && $0 != 34 && $0 != 61 && $0 < 127 }
        return plain && !text.isEmpty ? text : "\"\(escaped(text.replacing("\"", with: "\\\"")))\""
    }

    private static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else { return text }
        return text.unicodeScalars.map {
            $0.value < 32 || $0.value == 127 ? "\\u{\(String($0.value, radix: 16))}" : String($0)
        }
        .joined()
    }

    private static func now() -> String {
        var seconds = time(nil)
        var parts = unsafe tm()
        unsafe gmtime_r(&seconds, &parts)
        // The structure points to the name of its time zone, which is not read.
        let numbers = unsafe [parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec]
        let two = numbers.map { ($0 < 10 ? "0" : "") + String($0) }
        return unsafe "\(parts.tm_year + 1900)-\(two[0])-\(two[1])T\(two[2]):\(two[3]):\(two[4])Z"
    }
}

extension Logger.Level {
    fileprivate var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}

extension Logger {
    /// The log of the process: to the journal where it is there, of the level that `PEIL_LOG_LEVEL` asks for.
    package static var ofProcess: Logger {
        let environment = ProcessInfo.processInfo.environment
        let level = environment["PEIL_LOG_LEVEL"].flatMap { Logger.Level(rawValue: $0) } ?? .info
        let handler = JournalLogHandler(stream: environment["JOURNAL_STREAM"], logLevel: level)
        return Logger(label: "peil") { _ in handler }
    }
}
