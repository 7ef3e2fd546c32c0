package import TableReading

/// How large the parts of an XML document may be; what is larger is refused, so that no document can make
/// the reader slow or large.
package struct AtomLimits: Sendable {
    /// How deep elements may be nested.
    package var depth: Int
    /// How many attributes and namespaces an element may bear.
    var attributes = 64
    /// How many different properties a feed may have.
    package var columns: Int
    /// How many bytes a text may have.
    package var field: Int
    /// How many values are handed over at a time.
    package var batch = 1 << 14

    /// Creates the limits of XML that go with those of a delivery.
    package init(_ limits: ReadingLimits = ReadingLimits()) {
        depth = limits.depth
        columns = limits.columns
        field = limits.fieldBytes
    }

    /// How many bytes may stand from one `<` to the next: a tag with its attributes, a comment, a text.
    var token: Int { 2 * field }

    /// How many bytes are looked at, at a time; a token that is no larger than it may be stands in it whole.
    package var block: Int { 2 * token }
}
