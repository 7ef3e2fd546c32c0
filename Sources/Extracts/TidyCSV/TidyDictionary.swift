import Codebook
import Disclosure
import Statistics

/// The dictionaries beside the tidy tables: what each topic and each status means.
enum TidyDictionary {
    /// The names of the columns of topics.
    static let topicHeader = [
        "topic", "title_nl", "title_en", "unit_nl", "unit_en", "decimals", "kind", "group_nl", "group_en",
        "definition_nl", "definition_en",
    ]
    /// The names of the columns of statuses.
    static let statusHeader = ["status", "title_nl", "title_en"]

    static func topics(_ release: ReleaseDescription, to output: inout Output) throws {
        output.bytes.append(fields: topicHeader)
        for topic in release.topics {
            output.bytes.append(fields: [
                topic.key, topic.title.nl, topic.title.en, topic.unit.nl, topic.unit.en,
                "\(topic.decimals)", topic.kind.rawValue, topic.path.nl, topic.path.en,
                topic.definition?.nl ?? "", topic.definition?.en ?? "",
            ])
        }
    }

    static func statuses(_ release: ReleaseDescription, to output: inout Output) throws {
        output.bytes.append(fields: statusHeader)
        for status in FigureStatus.allCases {
            output.bytes.append(fields: [status.key, status.title.nl, status.title.en])
        }
    }
}

extension [UInt8] {
    /// Appends fields as one line, quoted only where they must be.
    mutating func append(fields: [String]) {
        for (place, field) in fields.enumerated() {
            if place > 0 { append(44) }
            append(field: field)
        }
        append(10)
    }
}
