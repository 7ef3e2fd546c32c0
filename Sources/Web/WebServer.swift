import Hummingbird

/// Serves pages and releases over HTTP.
package enum WebServer {}
