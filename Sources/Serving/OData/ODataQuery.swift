import Web

/// Question of a request to a collection.
struct ODataQuery {
    /// The condition; nil without one.
    var filter: ODataFilter?
    /// The fields to be given; nil for all.
    var select: [String]?
    /// At most so many records; nil for all.
    var top: Int?
    /// So many records are passed over.
    var skip = 0
    /// True for JSON, false for Atom.
    var isJSON: Bool

    /// Reads the options of a request.
    init(_ request: WebRequest, isJSONUsual: Bool) throws(ODataFilterReader.Flaw) {
        let accept = request.headers["accept"] ?? ""
        isJSON = isJSONUsual || accept.contains("application/json")
        if accept.contains("application/atom+xml") { isJSON = false }
        for (name, value) in request.query {
            switch name {
            case "$format":
                switch value.lowercased() {
                case "json", "application/json": isJSON = true
                case "atom", "xml", "application/atom+xml": isJSON = false
                default: throw .init(words: "$format: '\(value)' is not served; ask for json or atom")
                }
            case "$filter" where !value.isEmpty: filter = try ODataFilterReader.read(value)
            case "$select" where !value.isEmpty && value != "*":
                select = value.split(separator: ",").map { $0.filter { $0 != " " } }
            case "$top": top = try Self.number(name, value)
            case "$skip": skip = try Self.number(name, value)
            case "$orderby", "$expand", "$inlinecount", "$skiptoken":
                throw .init(words: "\(name): is not served; $filter, $select, $top, $skip and $format are")
            default: break
            }
        }
    }

    private static func number(_ name: String, _ text: String) throws(ODataFilterReader.Flaw) -> Int {
        guard let number = Int(text), number >= 0, number < 1 << 40 else {
            throw .init(words: "\(name): '\(text)' is not a whole number")
        }
        return number
    }
}
