package import Bytes

/// The limits of the parts of an XML document; larger ones are refused, so that no document can make the
/// reader slow or large.
package struct AtomLimits: Sendable {
    /// The maximum depth of nested elements.
    package var depth: Int
    /// The maximum number of attributes and namespaces of an element.
    var attributes = 64
    /// The maximum number of different names of elements, of attributes, of instructions, and of bindings of prefixes:
    /// libxml2 looks each name up among all that it has seen, in a table that stops growing.
    var names = 20_000
    /// The maximum number of different properties of a feed.
    package var columns: Int
    /// The maximum number of bytes of a text.
    package var field: Int
    /// The number of values in a batch.
    package var batch = 1 << 14

    /// Creates the limits of XML from those of a delivery.
    package init(_ limits: ReadingLimits = ReadingLimits()) {
        depth = limits.depth
        columns = limits.columns
        field = limits.fieldBytes
    }

    /// The maximum number of bytes from one `<` to the next: a tag with its attributes, a comment, a text.
    var token: Int { 2 * field }

    /// The number of bytes of a block; a token within its limit fits whole.
    package var block: Int { 2 * token }
}
