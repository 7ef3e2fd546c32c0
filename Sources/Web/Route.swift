/// One path of the server, and who answers there.
package struct Route: Sendable {
    /// Purpose of a request.
    package enum Purpose: Sendable {
        /// It reads: GET and HEAD.
        case read
        /// It changes state: POST, with the token of a person.
        case change
        /// It brings a form with a file to look at, and changes nothing: POST, with the token of a person.
        case upload
    }

    let template: String
    let purpose: Purpose
    let answer: @Sendable (WebRequest) throws -> WebResponse?

    /// Answers requests that read.
    ///
    /// - Parameters:
    ///   - template: The path, such as `/data/:dataset/current/**`; `:name` stands for one part, `**` for the rest.
    ///   - answer: Called on a thread that may wait; nil where there is nothing under the path.
    /// - Returns: The route.
    package static func get(
        _ template: String,
        _ answer: @escaping @Sendable (WebRequest) throws -> WebResponse?
    ) -> Self {
        Self(template: template, purpose: .read, answer: answer)
    }

    /// Answers requests that change state; they come with the token of a person, or not at all.
    package static func post(
        _ template: String,
        _ answer: @escaping @Sendable (WebRequest) throws -> WebResponse?
    ) -> Self {
        Self(template: template, purpose: .change, answer: answer)
    }

    /// Answers forms with a file, which are looked at one at a time; they come with the token of a person, or not at all.
    package static func upload(
        _ template: String,
        _ answer: @escaping @Sendable (WebRequest) throws -> WebResponse?
    ) -> Self {
        Self(template: template, purpose: .upload, answer: answer)
    }
}

/// The routes that a room adds to the server.
package struct RouteGroup: Sendable {
    let routes: [Route]

    /// Creates a group.
    package init(_ routes: [Route]) { self.routes = routes }
}
