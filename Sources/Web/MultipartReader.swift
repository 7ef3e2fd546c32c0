/// Reads a form with files, `multipart/form-data` (RFC 7578), a piece at a time.
///
/// It holds no more of a part than the length of a boundary, and of the headers of a part at most 8 KiB. What stands
/// outside of parts, headers included, is at most 256 KiB: a form has no use for more.
package struct MultipartReader {
    /// Next event in a form.
    package enum Event: Hashable, Sendable {
        /// A part begins: the name of its field, and the name of its file where it is one.
        case begin(name: String, file: String?)
        /// Bytes of the part.
        case bytes([UInt8])
        /// The part ends.
        case end
    }

    /// A body that is no form.
    package struct Malformed: Error, Hashable {
        /// Creates the error.
        package init() {}
    }

    private enum State { case preamble, delimiter, headers, body, done }

    private let delimiter: [UInt8]
    private var rest: [UInt8] = [13, 10]
    private var state = State.preamble
    /// The number of bytes so far that belong to no part: before the first, between parts, and after the last.
    private var outside = 0
    private static let longestHeaders = 8 << 10
    private static let mostOutside = 256 << 10

    /// Creates a reader; nil where a media type is none of a form with a boundary.
    ///
    /// - Parameter contentType: The header `Content-Type` of a request.
    package init?(contentType: String) {
        let parts = contentType.split(separator: ";").map { $0.filter { $0 != " " } }
        guard parts.first?.lowercased() == "multipart/form-data",
            let value = parts.dropFirst().first(where: { $0.lowercased().hasPrefix("boundary=") })
        else { return nil }
        let boundary = value.dropFirst("boundary=".count).filter { $0 != "\"" }
        guard (1...70).contains(boundary.utf8.count) else { return nil }
        delimiter = [13, 10, 45, 45] + Array(boundary.utf8)
    }

    /// True when the last boundary was read: the form is whole.
    package var isDone: Bool { state == .done }

    /// Takes the next bytes of the body.
    ///
    /// - Throws: ``Malformed`` where the body is no form, or more stands outside of its parts than a form needs.
    package mutating func take(_ bytes: some Sequence<UInt8>) throws(Malformed) -> [Event] {
        var events: [Event] = []
        rest += bytes
        while try advance(&events) {}
        return events
    }

    /// Drops bytes that belong to no part.
    private mutating func leaveOut(_ count: Int) throws(Malformed) {
        rest.removeFirst(count)
        outside += count
        guard outside <= Self.mostOutside else { throw Malformed() }
    }

    /// Goes on as far as one step; false where more bytes are needed.
    private mutating func advance(_ events: inout [Event]) throws(Malformed) -> Bool {
        switch state {
        case .preamble, .body:
            if let start = position(of: delimiter) {
                if state == .body {
                    if start > 0 { events.append(.bytes(Array(rest[..<start]))) }
                    events.append(.end)
                    rest.removeFirst(start)
                    try leaveOut(delimiter.count)
                } else {
                    try leaveOut(start + delimiter.count)
                }
                state = .delimiter
                return true
            }
            let safe = rest.count - delimiter.count + 1
            if safe > 0 {
                if state == .body {
                    events.append(.bytes(Array(rest[..<safe])))
                    rest.removeFirst(safe)
                } else {
                    try leaveOut(safe)
                }
            }
            return false
        case .delimiter:
            guard rest.count >= 2 else { return false }
            switch (rest[0], rest[1]) {
            case (45, 45): state = .done
            case (13, 10): state = .headers
            default: throw Malformed()
            }
            try leaveOut(2)
            return true
        case .headers:
            guard let end = position(of: [13, 10, 13, 10]) else {
                guard rest.count <= Self.longestHeaders else { throw Malformed() }
                return false
            }
            guard end <= Self.longestHeaders else { throw Malformed() }
            events.append(try Self.part(String(decoding: rest[..<end], as: UTF8.self)))
            try leaveOut(end + 4)
            state = .body
            return true
        case .done:
            try leaveOut(rest.count)
            return false
        }
    }

    private func position(of pattern: [UInt8]) -> Int? {
        var from = rest.startIndex
        while let start = rest[from...].firstIndex(of: pattern[0]) {
            guard start + pattern.count <= rest.count else { return nil }
            if rest[start..<start + pattern.count].elementsEqual(pattern) { return start }
            from = start + 1
        }
        return nil
    }

    private static func part(_ headers: String) throws(Malformed) -> Event {
        let lines = headers.split(separator: "\r\n")
        guard let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
            let name = parameter("name", of: line)
        else { throw Malformed() }
        return .begin(name: name, file: parameter("filename", of: line))
    }

    /// A parameter of a header, as browsers write it: in quotes, with a quote in it as `%22`.
    private static func parameter(_ name: String, of line: Substring) -> String? {
        var rest = line[...]
        while let start = rest.firstRange(of: name + "=\"") {
            let before =
                start.lowerBound == rest.startIndex ? " " : rest[rest.index(before: start.lowerBound)]
            rest = rest[start.upperBound...]
            guard before == " " || before == ";" else { continue }
            guard let end = rest.firstIndex(of: "\"") else { return nil }
            return String(rest[..<end]).replacing("%22", with: "\"").replacing("%0D", with: "\r")
                .replacing("%0A", with: "\n")
        }
        return nil
    }
}
