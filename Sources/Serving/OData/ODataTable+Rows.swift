import Statistics

extension ODataTable {
    /// The two sets of figures.
    enum Figures: String, CaseIterable {
        /// Numbers, and null for what is missing.
        case typed = "TypedDataSet"
        /// Every value as text, with its blanks and symbols.
        case untyped = "UntypedDataSet"
    }

    /// The names of the fields of a row.
    var rowFields: [String] { ["ID", regionKey, periodKey] + columns.map(\.key) }

    /// One page of rows, and whether more follow.
    struct Page {
        var records: [ODataRecord] = []
        var hasMore = false
    }

    /// The rows that a query asks for, at most `limit` of them.
    func rows(_ figures: Figures, _ query: ODataQuery, limit: Int) -> Page {
        var page = Page()
        var toSkip = query.skip
        let most = min(limit, query.top ?? .max)
        let wanted = query.select.map(Set.init)
        var first = 0
        for part in parts {
            let before = first
            first += part.rows
            // Periods that cannot have what is asked for are not read.
            let decided = query.filter?.holds { name in
                name == periodKey ? .known(.text(part.period.key)) : .unknown
            }
            if query.filter != nil, decided == false { continue }
            let takesAll = query.filter == nil || decided == true
            if takesAll, toSkip >= part.rows {
                toSkip -= part.rows
                continue
            }
            ODataSource(part.path)?.forEach { row in
                if !takesAll, let filter = query.filter {
                    let isHit = filter.holds { name in .known(value(name, row, part, before, figures)) }
                    if isHit != true { return true }
                }
                if toSkip > 0 {
                    toSkip -= 1
                    return true
                }
                guard page.records.count < most else {
                    page.hasMore = page.records.count < (query.top ?? .max)
                    return false
                }
                page.records.append(record(row, part, before, figures, wanted))
                return true
            }
            if page.hasMore || page.records.count >= most, page.records.count == query.top { break }
            if page.hasMore { break }
        }
        return page
    }

    /// Every region of the table once, with its name, in publication order.
    func forEachRegion(_ body: (_ code: String, _ name: String) -> Void) {
        var seen: Set<String> = []
        // The newest period has the names of today.
        for part in parts.reversed() {
            ODataSource(part.path)?.forEach { row in
                let code = row.code
                if seen.insert(code).inserted { body(code, row.name) }
                return true
            }
        }
    }

    private func record(
        _ row: ODataSource.Row,
        _ part: Part,
        _ before: Int,
        _ figures: Figures,
        _ wanted: Set<String>?
    ) -> ODataRecord {
        var record: ODataRecord = []
        record.reserveCapacity(columns.count + 3)
        func add(_ name: String, _ value: @autoclosure () -> ODataValue) {
            if wanted?.contains(name) ?? true { record.append((name, value())) }
        }
        add("ID", .int(before + row.number))
        add(regionKey, .text(row.code))
        add(periodKey, .text(part.period.key))
        for (rank, column) in columns.enumerated() {
            add(column.key, figure(rank, row, part, figures))
        }
        return record
    }

    private func value(
        _ name: String,
        _ row: ODataSource.Row,
        _ part: Part,
        _ before: Int,
        _ figures: Figures
    )
        -> ODataValue
    {
        if name == regionKey { return .text(row.code) }
        if name == periodKey { return .text(part.period.key) }
        if name == "ID" { return .int(before + row.number) }
        return columns.firstIndex { $0.key == name }.map { figure($0, row, part, figures) } ?? .null
    }

    private func figure(_ rank: Int, _ row: ODataSource.Row, _ part: Part, _ figures: Figures) -> ODataValue {
        guard let place = part.places[rank] else {
            return figures == .untyped ? .text("       .") : .null
        }
        let field = row.fields[place + 3]
        if figures == .untyped { return .text(String(decoding: field, as: UTF8.self)) }
        let digits = field.drop { $0 == 32 }
        guard let first = digits.first, (48...57).contains(first) || (first == 45 && digits.count > 1) else {
            return .null
        }
        return .number(String(decoding: digits, as: UTF8.self), type: columns[rank].type)
    }
}
