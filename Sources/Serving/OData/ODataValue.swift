import Extracts

/// One value of a record, as the two forms of the interface write it.
enum ODataValue: Hashable {
    /// There is none.
    case null
    /// A text.
    case text(String)
    /// A number as it is published, of a type of OData.
    case number(String, type: String)
    /// A whole number.
    case int(Int)
    /// True or false.
    case bool(Bool)

    /// The value in a comparison with a text, without the blanks at its end; nil for none.
    var comparable: String? {
        switch self {
        case .null: nil
        case .text(let text): text.trimmingEnd
        case .number(let text, _): text
        case .int(let number): "\(number)"
        case .bool(let isTrue): "\(isTrue)"
        }
    }

    /// Appends the value as JSON.
    func append(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .text(let text): bytes.append(json: text)
        case .number(let text, _): bytes.append(contentsOf: text.utf8)
        case .int(let number): bytes.append(contentsOf: "\(number)".utf8)
        case .bool(let isTrue): bytes.append(contentsOf: "\(isTrue)".utf8)
        }
    }

    /// Appends the value as an element of an Atom entry.
    func append(_ name: String, to bytes: inout [UInt8]) {
        var type: String?
        var text = ""
        switch self {
        case .null: break
        case .text(let own): text = own
        case .number(let own, let kind): (text, type) = (own, kind)
        case .int(let own): (text, type) = ("\(own)", "Edm.Int32")
        case .bool(let own): (text, type) = ("\(own)", "Edm.Boolean")
        }
        bytes.append(contentsOf: "<d:\(name)".utf8)
        if let type { bytes.append(contentsOf: " m:type=\"\(type)\"".utf8) }
        if case .null = self {
            bytes.append(contentsOf: " m:null=\"true\"/>\n".utf8)
            return
        }
        if text.first == " " || text.last == " " { bytes.append(contentsOf: " xml:space=\"preserve\"".utf8) }
        bytes.append(contentsOf: ">\(text.xmlEscaped)</d:\(name)>\n".utf8)
    }
}

/// A record: its fields in their order.
typealias ODataRecord = [(name: String, value: ODataValue)]

extension String {
    /// The text without the blanks at its end, with which codes are padded.
    var trimmingEnd: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
