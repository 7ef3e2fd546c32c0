import AsyncHTTPClient

/// Tells others of releases.
package enum Announcing {}
