/// The regions of ``RegionsTrial``, written as each kind of list writes them.
enum RegionsForms {
    static let names: [(code: String, name: String, gemeente: String, parent: String)] = [
        ("NL00", "Nederland", "", ""), ("GM0001", "Aldorp", "GM0001", ""),
        ("WK000100", "Wijk 00 Kern", "GM0001", "GM0001"), ("BU00010000", "Markt", "GM0001", "WK000100"),
        ("BU00010001", "Bij \"de\" haven & zo", "GM0001", "WK000100"),
        ("WK000101", "Súdein", "GM0001", "GM0001"),
        ("BU00010100", "'t Hof", "GM0001", "WK000101"),
    ]

    static func padded(_ code: String) -> String {
        code + String(repeating: " ", count: 10 - code.utf8.count)
    }

    static func json(_ text: String) -> String {
        "\""
            + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("ú", with: "\\u00fa")
            + "\""
    }

    static func atom(more: String = "") -> String {
        """
        <?xml version="1.0" encoding="utf-8" standalone="yes"?>
        <feed xml:base="http://opendata.cbs.nl/ODataFeed/odata/85163NED" xmlns="http://www.w3.org/2005/Atom" \
        xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices" \
        xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">
          <id>https://opendata.cbs.nl/ODataFeed/odata/85163NED/WijkenEnBuurten</id><title type="text">WijkenEnBuurten</title>
        \(more)
        """
            + names.map { row in
                """
                  <entry><id>x</id><content type="application/xml"><m:properties>
                    <d:Key xml:space="preserve">\(padded(row.code))</d:Key>
                    <d:Title>\(row.name.replacing("&", with: "&amp;"))</d:Title>
                    <d:Description m:null="true" /><d:CategoryGroupID m:type="Edm.Int32">7</d:CategoryGroupID>
                    <d:Municipality>\(row.gemeente)</d:Municipality><d:DetailRegionCode>\(row.code)</d:DetailRegionCode>
                  </m:properties></content></entry>

                """
            }.joined() + "</feed>\n"
    }

    static func jsonV3(more: String = "") -> String {
        let rows = names.map { row in
            "{\"Key\":\"\(padded(row.code))\",\"Title\":\(json(row.name)),\"Description\":null,\"CategoryGroupID\":7,"
                + "\"Municipality\":\"\(row.gemeente)\",\"DetailRegionCode\":\"\(row.code)\"}"
        }
        return
            "{\"odata.metadata\":\"https://opendata.cbs.nl/ODataApi/OData/85163NED/$metadata\",\r\n\"value\":[\r\n"
            + rows.joined(separator: ",\r\n") + "\r\n]\(more)}"
    }

    static func jsonV4(more: String = "") -> String {
        let rows = names.enumerated().map { index, row in
            "{\"Identifier\":\"\(row.code)\",\"Index\":\(index),\"Title\":\(json(row.name)),\"Description\":\"\","
                + "\"DimensionGroupId\":\"\(row.gemeente)\",\"DetailRegionCode\":null}"
        }
        return
            "{\"@odata.context\":\"https://datasets.cbs.nl/odata/v1/CBS/85163NED/$metadata#WijkenEnBuurtenCodes\"\(more),"
            + "\"value\":[" + rows.joined(separator: ",") + "]}\n"
    }

    static func csvV4(separator: String = ";", end: String = "\r\n") -> String {
        let header = ["Identifier", "Index", "Title", "Description", "DimensionGroupId", "DetailRegionCode"]
        let rows = names.enumerated().map { index, row in
            [row.code, "\(index)", row.name.replacing("\"", with: "\"\""), "", row.gemeente, ""]
        }
        return ([header] + rows).map { $0.map { "\"\($0)\"" }.joined(separator: separator) + end }.joined()
    }

    static func lines(header: Bool = true, quoted: Bool = false, parents: Bool = true, end: String = "\n")
        -> String
    {
        (header ? ["code;name;parent"] : []).map { $0 + end }.joined()
            + names.map { row in
                let name = quoted ? "\"" + row.name.replacing("\"", with: "\"\"") + "\"" : row.name
                return "\(row.code);\(name);\(parents ? row.parent : "")\(end)"
            }.joined()
    }
}
