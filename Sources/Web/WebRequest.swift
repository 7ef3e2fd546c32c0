/// A request as rooms see it: values, already within the limits of the server.
package struct WebRequest: Sendable {
    /// The parts of the path that the template of the route names, by name, percent-decoded.
    package var parameters: [String: String]
    /// The parts of the path behind the template, percent-decoded; none is empty, `.` or `..`.
    package var rest: [String]
    /// The parameters of the query, in their order, percent-decoded.
    package var query: [(name: String, value: String)]
    /// The headers, by name in small letters.
    package var headers: [String: String]
    /// The body; empty for a request that reads.
    package var body: [UInt8]
    /// The form with a file that came; nil for a request without one.
    package var upload: WebUpload?
    /// The scheme, host and port that the client used, such as `http://127.0.0.1:8750`.
    package var origin: String
    /// The path as it was asked for, percent-encoded, without the query.
    package var path: String
    /// Whose token came with the request; nil for a request without one.
    package var person: String?

    /// Creates a request.
    package init(
        parameters: [String: String] = [:],
        rest: [String] = [],
        query: [(name: String, value: String)] = [],
        headers: [String: String] = [:],
        body: [UInt8] = [],
        origin: String = "http://localhost",
        path: String = "/",
        person: String? = nil,
        upload: WebUpload? = nil
    ) {
        self.parameters = parameters
        self.rest = rest
        self.query = query
        self.headers = headers
        self.body = body
        self.origin = origin
        self.path = path
        self.person = person
        self.upload = upload
    }

    /// A part of the path by its name in the template; empty for a name that the template lacks.
    package subscript(_ name: String) -> String { parameters[name] ?? "" }

    /// The first parameter of the query of that name; nil without one.
    package func query(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// The fields of a form that was sent as `application/x-www-form-urlencoded`, in their order.
    package var form: [(name: String, value: String)] { URLText.query(String(decoding: body, as: UTF8.self)) }
}
