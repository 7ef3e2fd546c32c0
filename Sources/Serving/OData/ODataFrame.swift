import Extracts
import Foundation
import Web

/// Frame around the records of an answer, as JSON or as Atom.
struct ODataFrame {
    private let request: WebRequest
    private let collection: String
    private let query: ODataQuery
    private let tag: String
    private let time: String
    private let isFixed: Bool

    /// Creates a frame.
    ///
    /// - Parameters:
    ///   - request: What is answered.
    ///   - collection: The part of the address behind the table.
    ///   - query: What is asked of it.
    ///   - tag: What tells the release, and the rules that name its fields, from any other.
    ///   - time: When the release was made, ISO 8601.
    ///   - isFixed: True where the address names a release.
    init(
        _ request: WebRequest,
        collection: String,
        query: ODataQuery,
        tag: String,
        time: String,
        isFixed: Bool
    ) {
        self.time = time
        self.request = request
        self.collection = collection
        self.query = query
        self.tag = "W/\"\(tag)-\(query.isJSON ? "json" : "atom")\""
        self.isFixed = isFixed
    }

    /// Whether the client has the answer already: the release, and the rules that name its fields, are those of before.
    var isKnown: Bool {
        (request.headers["if-none-match"] ?? "").split(separator: ",").contains {
            $0.filter { $0 != " " } == tag
        }
    }

    /// The answer to a client that has it already.
    var unchanged: WebResponse { WebResponse(304, headers: headers) }

    private var headers: [(name: String, value: String)] {
        [
            ("etag", tag), ("vary", "accept, accept-encoding"), ("dataserviceversion", "3.0"),
            ("cache-control", isFixed ? "public, max-age=3600" : "no-cache"),
        ]
    }

    /// The address of the table or catalogue, without the collection.
    private var base: String {
        var path = request.path
        if path.hasSuffix("/") { path.removeLast() }
        if !collection.isEmpty, path.hasSuffix("/" + collection) { path.removeLast(collection.count + 1) }
        return request.origin + path
    }

    /// The collections that there are.
    func service(_ collections: [String]) -> WebResponse {
        let base = base
        if query.isJSON {
            let names = collections.map { name in
                JSONText.object([("name", .string(name)), ("url", .string("\(base)/\(name)"))])
            }
            let value = JSONText.object([
                ("odata.metadata", .string("\(base)/$metadata")), ("value", .array(names)),
            ])
            return response(value.bytes, "application/json; charset=utf-8")
        }
        var text =
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<service xml:base=\"\(base.xmlEscaped)\" "
            + "xmlns=\"http://www.w3.org/2007/app\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<workspace>\n"
            + "<atom:title type=\"text\">Default</atom:title>\n"
        for name in collections {
            text +=
                "<collection href=\"\("\(base)/\(name)".xmlEscaped)\"><atom:title type=\"text\">\(name)</atom:title></collection>\n"
        }
        return response(Array((text + "</workspace>\n</service>\n").utf8), "application/atomsvc+xml")
    }

    /// Records, of which a query may want some only.
    func answer(_ records: [ODataRecord], by query: ODataQuery) -> WebResponse {
        if let first = records.first, let flaw = query.flaw(fields: first.map(\.name)) { return flaw }
        var found = records
        if let filter = query.filter {
            found = found.filter { record in
                filter.holds { name in .known(record.first { $0.name == name }?.value ?? .null) } == true
            }
        }
        found = Array(found.dropFirst(query.skip).prefix(query.top ?? .max))
        if let select = query.select {
            found = found.map { record in record.filter { select.contains($0.name) } }
        }
        return answer(found)
    }

    /// Records.
    ///
    /// - Parameters:
    ///   - records: All of the answer.
    ///   - next: How many there are, where more follow.
    /// - Returns: The answer.
    func answer(_ records: [ODataRecord], next: Int? = nil) -> WebResponse {
        query.isJSON ? json(records, next) : atom(records, next)
    }

    private func json(_ records: [ODataRecord], _ next: Int?) -> WebResponse {
        var bytes: [UInt8] = []
        bytes.append(contentsOf: "{\"odata.metadata\":".utf8)
        bytes.append(json: "\(base)/$metadata#Cbs.OData.WebAPI.\(collection)")
        bytes.append(contentsOf: ",\"value\":[".utf8)
        for (rank, record) in records.enumerated() {
            if rank > 0 { bytes.append(44) }
            for (place, field) in record.enumerated() {
                bytes.append(place == 0 ? 123 : 44)
                bytes.append(json: field.name)
                bytes.append(58)
                field.value.append(to: &bytes)
            }
            bytes.append(contentsOf: record.isEmpty ? "{}".utf8 : "}".utf8)
        }
        bytes.append(93)
        if let next {
            bytes.append(contentsOf: ",\"odata.nextLink\":".utf8)
            bytes.append(json: following(next))
        }
        bytes.append(125)
        return response(bytes, "application/json; charset=utf-8")
    }

    private func atom(_ records: [ODataRecord], _ next: Int?) -> WebResponse {
        let base = base
        let updated = "<updated>\(time)</updated>\n"
        var bytes = Array(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xml:base="\(base.xmlEscaped)" xmlns="http://www.w3.org/2005/Atom" \
            xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices" \
            xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">
            <id>\("\(base)/\(collection)".xmlEscaped)</id>
            <title type="text">\(collection.xmlEscaped)</title>
            \(updated)<link rel="self" title="\(collection.xmlEscaped)" href="\(collection.xmlEscaped)"/>

            """.utf8
        )
        for (rank, record) in records.enumerated() {
            let key = record.first.flatMap { $0.value.comparable } ?? "\(rank)"
            bytes.append(contentsOf: "<entry>\n<id>\("\(base)/\(collection)(\(key))".xmlEscaped)</id>\n".utf8)
            bytes.append(contentsOf: "<title/>\n\(updated)<author><name/></author>\n".utf8)
            bytes.append(contentsOf: "<content type=\"application/xml\"><m:properties>\n".utf8)
            for field in record where field.name != "odata.type" {
                field.value.append(field.name, to: &bytes)
            }
            bytes.append(contentsOf: "</m:properties></content>\n</entry>\n".utf8)
        }
        if let next {
            bytes.append(contentsOf: "<link rel=\"next\" href=\"\(following(next).xmlEscaped)\"/>\n".utf8)
        }
        bytes.append(contentsOf: "</feed>\n".utf8)
        return response(bytes, "application/atom+xml; charset=utf-8")
    }

    /// The address of what follows behind so many records.
    private func following(_ count: Int) -> String {
        var options = [(name: "$format", value: query.isJSON ? "json" : "atom")]
        options += request.query.filter { ["$filter", "$select"].contains($0.name) }
        if let top = query.top { options.append(("$top", String(top - count))) }
        options.append(("$skip", String(query.skip + count)))
        return "\(base)/\(collection)?" + URLText.address(options)
    }

    /// The types of the fields of a table, as clients that ask for `$metadata` expect them.
    func metadata(of table: ODataTable) -> WebResponse {
        var text = """
            <?xml version="1.0" encoding="utf-8"?>
            <edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx">
            <edmx:DataServices m:DataServiceVersion="3.0" m:MaxDataServiceVersion="3.0" \
            xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">
            <Schema Namespace="Cbs.OData" xmlns="http://schemas.microsoft.com/ado/2009/11/edm">

            """
        func type(_ name: String, _ key: String, _ fields: [(String, String)]) {
            text += "<EntityType Name=\"\(name)\"><Key><PropertyRef Name=\"\(key)\"/></Key>\n"
            for (field, kind) in fields {
                text +=
                    "<Property Name=\"\(field.xmlEscaped)\" Type=\"\(kind)\" Nullable=\"\(field == key ? "false" : "true")\"/>\n"
            }
            text += "</EntityType>\n"
        }
        let keys = [("ID", "Edm.Int32"), (table.regionKey, "Edm.String"), (table.periodKey, "Edm.String")]
        type("TypedDataSet", "ID", keys + table.columns.map { ($0.key, $0.type) })
        type("UntypedDataSet", "ID", keys + table.columns.map { ($0.key, "Edm.String") })
        for name in table.collections where !name.hasSuffix("DataSet") {
            let record = table.records(name)?.first ?? []
            let fields = record.filter { $0.name != "odata.type" }.map { field in
                (field.name, field.name.hasSuffix("ID") ? "Edm.Int32" : "Edm.String")
            }
            type(name, record.contains { $0.name == "ID" } ? "ID" : "Key", fields)
        }
        text += "<EntityContainer Name=\"DataService\" m:IsDefaultEntityContainer=\"true\">\n"
        for name in table.collections {
            text += "<EntitySet Name=\"\(name)\" EntityType=\"Cbs.OData.\(name)\"/>\n"
        }
        text += "</EntityContainer>\n</Schema>\n</edmx:DataServices>\n</edmx:Edmx>\n"
        return response(Array(text.utf8), "application/xml; charset=utf-8")
    }

    private func response(_ bytes: [UInt8], _ type: String) -> WebResponse {
        var headers = headers + [("content-type", type)]
        guard request.takesGzip, bytes.count >= 1 << 10 else {
            return WebResponse(200, headers: headers, body: .bytes(bytes))
        }
        headers.append(("content-encoding", "gzip"))
        return WebResponse(200, headers: headers, body: .bytes(GzipStream.packed(bytes)))
    }
}
