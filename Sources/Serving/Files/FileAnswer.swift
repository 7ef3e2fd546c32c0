import Web

/// One file as HTTP has it: with a validator, in part or whole, compressed where the client takes that.
struct FileAnswer {
    /// The path of the file.
    let path: String
    /// The media type.
    let mediaType: String
    /// Tag that identifies its content.
    let tag: String
    /// True where the address will never lead to other bytes.
    let isFixed: Bool
    /// Further headers.
    var headers: [(name: String, value: String)] = []

    /// The size in bytes from which on compression pays.
    private static let worthPacking: Int64 = 1 << 10

    /// The answer to a request; nil where the file is not there.
    func answer(_ request: WebRequest) -> WebResponse? {
        guard let file = OpenFile(path) else { return nil }
        let range = request.headers["range"].flatMap { ByteRange($0, of: file.size) }
        let isPacked = range == nil && file.size >= Self.worthPacking && isText && request.takesGzip
        let tag = isPacked ? "\"\(tag)-gzip\"" : "\"\(tag)\""
        var headers = headers
        headers += [
            ("content-type", mediaType.hasPrefix("text/") ? "\(mediaType); charset=utf-8" : mediaType),
            ("etag", tag), ("accept-ranges", "bytes"), ("vary", "accept-encoding"),
            ("cache-control", isFixed ? "public, max-age=31536000, immutable" : "no-cache"),
        ]
        if let wanted = request.headers["if-match"], !matches(wanted, tag) { return WebResponse(412) }
        if let known = request.headers["if-none-match"], matches(known, tag) {
            return WebResponse(304, headers: headers.filter { $0.name != "content-type" })
        }
        if let range, request.headers["if-range"].map({ $0 == tag }) ?? true {
            guard let bounds = range.bounds else {
                return WebResponse(416, headers: [("content-range", "bytes */\(file.size)")])
            }
            headers.append(
                ("content-range", "bytes \(bounds.lowerBound)-\(bounds.upperBound - 1)/\(file.size)")
            )
            return WebResponse(206, headers: headers, body: .file(file, range: bounds))
        }
        guard isPacked else {
            return WebResponse(200, headers: headers, body: .file(file, range: 0..<file.size))
        }
        headers.append(("content-encoding", "gzip"))
        return WebResponse(
            200,
            headers: headers,
            body: .pieces {
                let stream = GzipStream(file)
                return { try stream.next() }
            }
        )
    }

    private var isText: Bool {
        mediaType.hasPrefix("text/")
            || ["json", "xml", "csv"].contains { mediaType.contains($0) }
    }

    private func matches(_ list: String, _ tag: String) -> Bool {
        list.split(separator: ",").contains { item in
            let text = item.filter { $0 != " " }
            return text == "*" || text == tag || text == "W/" + tag
        }
    }
}

extension WebRequest {
    /// Whether the client takes answers as gzip.
    var takesGzip: Bool {
        (headers["accept-encoding"] ?? "").split(separator: ",").contains { coding in
            let words = coding.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            return words.first == "gzip"
                && !words.dropFirst().contains { ["q=0", "q=0.0", "q=0.00"].contains($0) }
        }
    }
}

/// A part of a file that was asked for.
struct ByteRange: Hashable {
    /// The bytes; nil where the file has none of them.
    let bounds: Range<Int64>?

    /// Reads a range of one part; nil for anything else, which is answered by the whole file.
    init?(_ header: String, of size: Int64) {
        guard header.hasPrefix("bytes="), !header.contains(",") else { return nil }
        let parts = header.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        switch (Int64(parts[0]), Int64(parts[1])) {
        case (let first?, nil) where parts[1].isEmpty: bounds = first < size ? first..<size : nil
        case (let first?, let last?) where first <= last:
            bounds = first < size ? first..<min(size, last == .max ? size : last + 1) : nil
        case (nil, let last?) where parts[0].isEmpty:
            bounds = last > 0 && size > 0 ? max(0, size - last)..<size : nil
        default: return nil
        }
    }
}
