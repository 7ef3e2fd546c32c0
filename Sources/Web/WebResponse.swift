/// An answer as rooms give it: status, headers and body, from values.
package struct WebResponse: Sendable {
    /// A body.
    package enum Body: Sendable {
        /// These bytes.
        case bytes([UInt8])
        /// So many bytes of a file, from an offset on; the file is opened already.
        case file(OpenFile, range: Range<Int64>)
        /// Pieces that are made one by one, until nil; their size is not known ahead.
        case pieces(@Sendable () -> @Sendable () throws -> [UInt8]?)
    }

    /// The status code.
    package var status: Int
    /// The headers: name and value.
    package var headers: [(name: String, value: String)]
    /// The body; it is left out where only the head was asked for.
    package var body: Body

    /// Creates an answer.
    package init(_ status: Int = 200, headers: [(name: String, value: String)] = [], body: Body = .bytes([]))
    {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A text of a media type.
    package static func text(
        _ text: String,
        type: String = "text/plain; charset=utf-8",
        status: Int = 200
    ) -> Self {
        Self(status, headers: [("content-type", type)], body: .bytes(Array(text.utf8)))
    }

    /// A page.
    package static func html(_ page: String, status: Int = 200) -> Self {
        text(page, type: "text/html; charset=utf-8", status: status)
    }

    /// An answer that says where else to look.
    package static func redirect(to place: String, status: Int = 303) -> Self {
        Self(status, headers: [("location", place)])
    }
}
