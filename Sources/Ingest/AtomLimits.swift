/// How large the parts of an XML document may be; what is larger is refused, so that no document can make
/// the reader slow or large.
struct AtomLimits: Sendable {
    /// How deep elements may be nested.
    var depth = 64
    /// How many attributes and namespaces an element may bear.
    var attributes = 64
    /// How many different properties a feed may have.
    var columns = 4_096
    /// How many bytes a text may have.
    var field = 1 << 16
    /// How many bytes may stand from one `<` to the next: a tag with its attributes, a comment, a text.
    var token = 1 << 17
    /// How many bytes are parsed at a time.
    var block = 1 << 18
    /// How many values are handed over at a time.
    var batch = 1 << 14
}
