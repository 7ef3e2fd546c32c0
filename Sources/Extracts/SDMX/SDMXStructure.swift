import Classification
import Codebook
import Disclosure
import Statistics

/// The SDMX 3.0 structure message of a data set: code lists, concepts, the data structure and its dataflow.
enum SDMXStructure {
    static func write(_ release: ReleaseDescription, to output: inout Output) throws {
        let names = SDMXNames(release.codebook)
        let day = release.tables.map(\.period).max()?.firstDay ?? "\(release.codebook.years.lowerBound)-01-01"
        output.line(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <mes:Structure xmlns:mes="\(Self.schema)message" xmlns:str="\(Self.schema)structure" \
            xmlns:com="\(Self.schema)common">
            <mes:Header><mes:ID>\(names.dataset)</mes:ID><mes:Test>false</mes:Test>\
            <mes:Prepared>\(day)T00:00:00Z</mes:Prepared>\
            <mes:Sender id="\(SDMXNames.agency)"/></mes:Header>
            <mes:Structures>
            <str:Codelists>
            """
        )
        try lists(release, names, to: &output)
        output.line("</str:Codelists>")
        concepts(names, to: &output)
        output.line("<str:Dataflows>")
        open("Dataflow", "datastructure", names.dataset, release.codebook.title, names, to: &output)
        output.line(
            "<str:Structure>\(names.urn("datastructure", "DataStructure", names.dataset))</str:Structure>"
        )
        output.line("</str:Dataflow>\n</str:Dataflows>\n<str:DataStructures>")
        open("DataStructure", "datastructure", names.dataset, release.codebook.title, names, to: &output)
        components(names, to: &output)
        output.line("</str:DataStructure>\n</str:DataStructures>\n</mes:Structures>\n</mes:Structure>")
    }

    private static let schema = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/"

    /// A component of the data structure: its concept, and its code list where it has one.
    private struct Component {
        var identifier: String
        var title: Text
        var list: String?
        var format = "String"
    }

    private static let frequency = Component(
        identifier: "FREQ",
        title: Text(nl: "Frequentie", en: "Frequency"),
        list: "CL_FREQ"
    )
    private static let dimensions = [
        frequency,
        Component(identifier: "REF_AREA", title: Text(nl: "Gebied", en: "Reference area"), list: "CL_AREA"),
        Component(identifier: "TOPIC", title: Text(nl: "Onderwerp", en: "Topic"), list: "CL_TOPIC"),
    ]
    private static let time = Component(
        identifier: "TIME_PERIOD",
        title: Text(nl: "Periode", en: "Time period"),
        format: "ObservationalTimePeriod"
    )
    private static let value = Component(
        identifier: "OBS_VALUE",
        title: Text(nl: "Waarde", en: "Observation value"),
        format: "Decimal"
    )
    private static let attributes = [
        Component(
            identifier: "OBS_STATUS",
            title: Text(nl: "Status van de waarneming", en: "Observation status"),
            list: "CL_OBS_STATUS"
        ),
        Component(
            identifier: "CONF_STATUS",
            title: Text(nl: "Vertrouwelijkheid", en: "Confidentiality status"),
            list: "CL_CONF_STATUS"
        ),
        Component(
            identifier: "FIGURE_STATUS",
            title: Text(nl: "Status van het cijfer", en: "Status of the figure"),
            list: "CL_FIGURE_STATUS"
        ),
    ]

    private static func lists(
        _ release: ReleaseDescription,
        _ names: SDMXNames,
        to output: inout Output
    ) throws {
        try list("CL_AREA", Text(nl: "Gebieden", en: "Areas"), names, to: &output) { output in
            var seen = Set<String>()
            for edition in [release.edition] + release.tables.map(\.edition)
            where seen.insert(edition.key).inserted {
                for region in edition.indices {
                    let entry = edition[region]
                    let name = entry.name.isEmpty ? entry.code.description : entry.name
                    code(
                        entry.code.description,
                        Text(nl: name, en: name),
                        parent: entry.parent.map { edition[$0].code.description },
                        to: &output
                    )
                    try output.endRow()
                }
            }
        }
        try list("CL_TOPIC", Text(nl: "Onderwerpen", en: "Topics"), names, to: &output) { output in
            for topic in release.topics {
                code(
                    topic.key,
                    topic.title,
                    notes: [
                        ("UNIT", topic.unit),
                        ("DECIMALS", Text(nl: "\(topic.decimals)", en: "\(topic.decimals)")),
                    ],
                    description: topic.definition,
                    to: &output
                )
            }
        }
        for (name, title, codes) in fixed {
            try list(name, title, names, to: &output) { output in
                for (key, title) in codes { code(key, title, to: &output) }
            }
        }
    }

    private static let fixed: [(String, Text, [(String, Text)])] = [
        (
            "CL_FREQ", frequency.title,
            [
                ("A", Text(nl: "Jaar", en: "Annual")), ("Q", Text(nl: "Kwartaal", en: "Quarterly")),
                ("M", Text(nl: "Maand", en: "Monthly")),
            ]
        ),
        (
            "CL_OBS_STATUS", Text(nl: "Status van de waarneming", en: "Observation status"),
            [
                ("A", Text(nl: "Normale waarde", en: "Normal value")),
                ("P", Text(nl: "Voorlopige waarde", en: "Provisional value")),
                ("M", Text(nl: "Ontbreekt; kan niet bestaan", en: "Missing value; data cannot exist")),
                ("O", Text(nl: "Ontbreekt", en: "Missing value")),
                ("Q", Text(nl: "Ontbreekt; onderdrukt", en: "Missing value; suppressed")),
            ]
        ),
        (
            "CL_CONF_STATUS", Text(nl: "Vertrouwelijkheid", en: "Confidentiality status"),
            [
                ("F", Text(nl: "Vrij", en: "Free (free for publication)")),
                ("C", Text(nl: "Vertrouwelijk", en: "Confidential statistical information")),
            ]
        ),
        (
            "CL_FIGURE_STATUS", Text(nl: "Status van het cijfer", en: "Status of the figure"),
            FigureStatus.allCases.map { ($0.key, $0.title) }
        ),
    ]

    private static func list(
        _ name: String,
        _ title: Text,
        _ names: SDMXNames,
        to output: inout Output,
        codes: (inout Output) throws -> Void
    ) throws {
        open("Codelist", "codelist", name, title, names, to: &output)
        try codes(&output)
        output.line("</str:Codelist>")
    }

    private static func open(
        _ kind: String,
        _ package: String,
        _ name: String,
        _ title: Text,
        _ names: SDMXNames,
        to output: inout Output
    ) {
        output.line(
            "<str:\(kind) id=\"\(name)\" agencyID=\"\(SDMXNames.agency)\" version=\"\(SDMXNames.version)\""
                + " urn=\"\(names.urn(package, kind, name))\">"
        )
        output.line(self.name(title))
    }

    private static func code(
        _ key: String,
        _ title: Text,
        notes: [(String, Text)] = [],
        description: Text? = nil,
        parent: String? = nil,
        to output: inout Output
    ) {
        var text = "<str:Code id=\"\(key.xmlEscaped)\">"
        if !notes.isEmpty {
            let annotations = notes.map { name, text in
                "<com:Annotation id=\"\(name)\">"
                    + "<com:AnnotationText xml:lang=\"nl\">\(text.nl.xmlEscaped)</com:AnnotationText>"
                    + "<com:AnnotationText xml:lang=\"en\">\(text.en.xmlEscaped)</com:AnnotationText>"
                    + "</com:Annotation>"
            }
            text += "<com:Annotations>\(annotations.joined())</com:Annotations>"
        }
        text += name(title)
        if let description { text += name(description, element: "Description") }
        if let parent { text += "<str:Parent>\(parent.xmlEscaped)</str:Parent>" }
        output.line(text + "</str:Code>")
    }

    private static func name(_ text: Text, element: String = "Name") -> String {
        "<com:\(element) xml:lang=\"nl\">\(text.nl.xmlEscaped)</com:\(element)>"
            + "<com:\(element) xml:lang=\"en\">\(text.en.xmlEscaped)</com:\(element)>"
    }

    private static func concepts(_ names: SDMXNames, to output: inout Output) {
        let title = Text(nl: "Begrippen", en: "Concepts")
        output.line("<str:ConceptSchemes>")
        open("ConceptScheme", "conceptscheme", "CS_PEIL", title, names, to: &output)
        for component in dimensions + [time, value] + attributes {
            output.line(
                "<str:Concept id=\"\(component.identifier)\">\(name(component.title))</str:Concept>"
            )
        }
        output.line("</str:ConceptScheme>\n</str:ConceptSchemes>")
    }

    private static func components(_ names: SDMXNames, to output: inout Output) {
        output.line("<str:DataStructureComponents>\n<str:DimensionList id=\"DimensionDescriptor\">")
        for (place, dimension) in dimensions.enumerated() {
            output.line(
                "<str:Dimension id=\"\(dimension.identifier)\" position=\"\(place + 1)\">"
                    + content(dimension, names) + "</str:Dimension>"
            )
        }
        output.line(
            "<str:TimeDimension id=\"\(time.identifier)\">\(content(time, names))</str:TimeDimension>\n"
                + "</str:DimensionList>\n<str:AttributeList id=\"AttributeDescriptor\">"
        )
        for attribute in attributes {
            output.line(
                "<str:Attribute id=\"\(attribute.identifier)\" usage=\"mandatory\">"
                    + content(attribute, names)
                    + "<str:AttributeRelationship><str:Observation/></str:AttributeRelationship>"
                    + "</str:Attribute>"
            )
        }
        output.line(
            "</str:AttributeList>\n<str:MeasureList id=\"MeasureDescriptor\">"
                + "<str:Measure id=\"\(value.identifier)\" usage=\"optional\">\(content(value, names))"
                + "</str:Measure></str:MeasureList>\n</str:DataStructureComponents>"
        )
    }

    private static func content(_ component: Component, _ names: SDMXNames) -> String {
        let concept = names.urn("conceptscheme", "Concept", "CS_PEIL", item: component.identifier)
        let form =
            component.list.map {
                "<str:Enumeration>\(names.urn("codelist", "Codelist", $0))</str:Enumeration>"
            }
            ?? "<str:TextFormat textType=\"\(component.format)\"/>"
        return "<str:ConceptIdentity>\(concept)</str:ConceptIdentity>"
            + "<str:LocalRepresentation>\(form)</str:LocalRepresentation>"
    }
}

extension Output {
    /// Appends a line.
    mutating func line(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        bytes.append(10)
    }
}
