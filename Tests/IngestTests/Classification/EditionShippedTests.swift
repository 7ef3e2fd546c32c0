import Classification
import ClassificationFiles
import Statistics
import Testing
import YAMLReading

@Suite struct `the shipped classification of 2021` {
    private static let edition = Result { try EditionDirectory.read(path: RegionsTrial.shipped) }
    private let edition: Edition

    init() throws { edition = try Self.edition.get() }

    private func region(_ code: String) throws -> Region {
        guard case .known(let index) = edition.lookUp(RegionCode(code)) else {
            throw FileFlaw(path: code, message: "is not known", hint: "")
        }
        return edition[index]
    }

    @Test func `holds every region of its levels`() {
        let counts = edition.levels.indices.map { level in edition.regions.count { $0.level == level } }
        #expect(edition.levels.map(\.key) == ["land", "gemeente", "wijk", "buurt"])
        #expect(counts == [1, 352, 3_248, 14_080])
        #expect(edition.levels.map(\.officialCount) == counts)
        #expect(edition.levels.allSatisfy { $0.completeness == .complete })
        #expect(edition.year == 2021 && edition.key == "2021")
        #expect(
            edition.attribution.en.contains("Statistics Netherlands")
                && edition.attribution.nl.contains("CC BY 4.0")
        )
    }

    @Test(arguments: [
        ("NL00", "Nederland"), ("GM0363", "Amsterdam"), ("GM1979", "Eemsdelta"), ("GM0457", "Weesp"),
        ("GM1900", "Súdwest-Fryslân"), ("GM0518", "'s-Gravenhage"),
        ("BU08240803", "omg. \"Prinsessen\" wijk"),
        ("BU06420706", "Emplacement \"Kijfhoek\""), ("WK036300", "Burgwallen-Oude Zijde"),
    ])
    func `names its regions`(code: String, name: String) throws {
        #expect(try region(code).name == name)
    }

    @Test func `trusts names as far as their year goes`() throws {
        #expect(try region("GM0363").nameTrust == .edition)
        #expect(try region("WK036300").nameTrust == .earlier(year: 2020))
        #expect(try region("BU08240803").nameTrust == .edition)
        #expect(try region("BU06420706").nameTrust == .earlier(year: 2017))
        for region in edition.regions { #expect(region.name.isEmpty == (region.nameTrust == .none)) }
        #expect(edition.regions.count { $0.level == 2 && $0.nameTrust == .none } == 108)
    }

    @Test func `nests as its codes do`() {
        for region in edition.regions {
            let parent = region.parent.map { edition[$0].code }
            #expect(parent == (region.code.holder ?? (region.level == 1 ? RegionCode("NL00") : nil)))
        }
        #expect(
            edition.regions.indices.filter { edition.regions[$0].level == 2 }.allSatisfy {
                !edition.isLeaf(RegionIndex($0))
            }
        )
    }

    @Test func `stands in the order of StatLine`() {
        #expect(
            edition.regions.prefix(4).map(\.code.description) == ["NL00", "GM0014", "WK001400", "BU00140000"]
        )
        var last = RegionCode("")
        for region in edition.regions where region.level == 1 {
            #expect(last < region.code)
            last = region.code
        }
        for (before, after) in zip(edition.regions, edition.regions.dropFirst()) {
            // A region follows its parent, its sister or her last descendant.
            #expect(after.level <= before.level + 1)
        }
    }

    @Test(arguments: [
        "GM0003", "GM1980", "WK0363AA", "BU0363AA01", "GM9999", "BU99999999", "WK03630", "PV20",
    ])
    func `knows no other codes`(code: String) {
        #expect(edition.lookUp(RegionCode(code)) == .unknown)
    }

    @Test func `calls the country by both its codes`() throws {
        #expect(try region("NL01").code == RegionCode("NL00"))
    }

    @Test(arguments: [
        (2020, ["GM0003", "WK000300", "BU00100101", "WK197900"], true),
        (2019, ["GM0788", "BU07880000"], true),
        (2022, ["GM1980", "WK198010", "BU19821001", "WK003407"], true),
        (2023, ["GM1992", "BU19920001"], true),
        (2022, ["GM1992", "GM0003"], false), (2020, ["GM1980"], false),
    ])
    func `knows which year has a code that it has not`(year: Int, codes: [String], has: Bool) {
        let years = EditionFit(of: codes.map { RegionCode($0) }, to: edition).years
        let foreign = codes.map { RegionCode($0) }.filter {
            edition.lookUp($0) == .unknown && $0.description != "WK197900"
        }
        for code in foreign { #expect((years[code]?.contains(year) ?? false) == has, "\(code)") }
    }
}

@Suite struct `a delivery in another year's classification` {
    private static let shipped = Result { try EditionDirectory.read(path: RegionsTrial.shipped) }
    private let edition: Edition
    private let gemeenten: [String]

    init() throws {
        let edition = try Self.shipped.get()
        self.edition = edition
        gemeenten = edition.regions.filter { $0.level == 1 }.map(\.code.description)
    }

    private func fit(_ codes: [String]) -> EditionFit.Better? {
        EditionFit(of: codes.map { RegionCode($0) }, to: edition).better
    }

    private func changed(_ removed: [String], _ added: [String]) -> [String] {
        (gemeenten.filter { !removed.contains($0) } + added).sorted()
    }

    private static let gone2022 = [
        "GM0370", "GM0398", "GM0416", "GM0756", "GM1684", "GM0786", "GM0815", "GM1702", "GM0856", "GM1685",
    ]

    @Test func `is recognised by its gemeenten: before 2021`() throws {
        let delivery = changed(["GM1979"], ["GM0003", "GM0010", "GM0024", "GM0788"])
        #expect(delivery.count == 355)
        #expect(fit(delivery)?.years == [2020, 2019])
        #expect(fit(delivery)?.evidence.map(\.description) == ["GM0003", "GM0010", "GM0024", "GM0788"])
    }

    @Test func `is recognised by its gemeenten: 2022`() {
        let delivery = changed(Self.gone2022, ["GM1980", "GM1982", "GM1991"])
        #expect(delivery.count == 345)
        #expect(fit(delivery)?.years == [2022])
        #expect(fit(delivery)?.evidence.map(\.description) == ["GM1980", "GM1982", "GM1991"])
    }

    @Test func `is recognised by its gemeenten: 2023`() {
        let gone = Self.gone2022 + ["GM0457", "GM0501", "GM0530", "GM0614"]
        let delivery = changed(gone, ["GM1980", "GM1982", "GM1991", "GM1992"])
        #expect(delivery.count == 342)
        #expect(fit(delivery)?.years == [2023])
    }

    @Test func `is not seen in the codes of the edition, with a stray one or without`() {
        let all = edition.regions.map(\.code.description)
        #expect(fit(all) == nil)
        #expect(fit(gemeenten + ["GM1980"]) == nil)
        #expect(fit(all + ["GM1980", "GM1992", "BU0363AA01", "GM0003", "WK003407"]) == nil)
        let amsterdam = all.filter { $0.dropFirst(2).hasPrefix("0363") }
        #expect(fit(amsterdam) == nil)
        #expect(fit(amsterdam + ["BU0363AA01"]) == nil)
        #expect(fit(amsterdam + ["GM1980"]) == nil)
    }

    @Test func `is recognised by a correction of one region`() {
        #expect(fit(["GM0788", "WK078800", "BU07880000"])?.years == [2020, 2019])
        #expect(fit(["GM1982", "WK198201", "BU19820101"])?.years == [2022, 2023])
        #expect(fit(["GM1992", "WK199201", "BU19920101"])?.years == [2023])
        #expect(fit(["GM0034", "WK003407", "WK003408"])?.years == [2022, 2023])
    }

    @Test func `is recognised by letters`() {
        let delivery = (1...30).map { "BU0363AA" + ($0 < 10 ? "0\($0)" : "\($0)") } + ["GM0363", "WK0363AA"]
        #expect(fit(delivery)?.years == [2022, 2023])
    }
}
