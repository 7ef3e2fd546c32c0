/// Limits of the server for one client.
package struct WebLimits: Hashable, Sendable {
    /// The number of connections at the same time; more wait.
    package var connections = 128
    /// The number of requests that are worked on at the same time; more wait.
    package var workers = 4
    /// The number of requests that change state which have come whole and are in hand at the same time, one of them worked
    /// on; more are refused.
    package var changes = 8
    /// The time in seconds in which a file that is uploaded must have come.
    package var upload = 300
    /// The size of all headers of a request in bytes.
    package var headers = 16 << 10
    /// The size of a body in bytes.
    package var body = 64 << 10
    /// The length of a path with its query in bytes.
    package var target = 8 << 10
    /// The time in seconds in which a request must have come, and for which a connection may rest.
    package var idle = 30
    /// The time in seconds for which a connection may last, at rest or not.
    package var lifetime = 600

    package init() {}
}
