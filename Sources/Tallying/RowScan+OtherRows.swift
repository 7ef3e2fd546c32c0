import Codebook
import Statistics

extension RowScan {
    /// Reads a row that deviates from the usual pattern: field by field, or as a fault.
    @inline(never)
    mutating func otherRow(_ bytes: UnsafePointer<UInt8>, _ line: Range<Int>) {
        var row = line
        // Safe: the row lies in the piece.
        let isReturned = unsafe row.count > 0 && bytes[row.upperBound - 1] == 0x0D
        if isReturned { row = row.lowerBound..<row.upperBound - 1 }
        if row.isEmpty { return }
        noteEnd(isReturned: isReturned)
        if row.count > RecordScan.rowLimit {
            countRow()
            return note(.tooLong, column: 1)
        }
        // A second file begins with its own marks of a text.
        var header = row
        while header.count > plan.header.count, header.count >= 3, unsafe isMark(bytes + header.lowerBound) {
            header = header.lowerBound + 3..<header.upperBound
        }
        if header.count == plan.header.count, !header.isEmpty, unsafe isHeader(bytes + header.lowerBound) {
            countRow()
            return note(.headerAgain, column: 1)
        }
        let fault = unsafe fields.split(bytes, row, separator: plan.separator)
        if fault == nil, unsafe isBlank(bytes, row) { return }
        // Spreadsheets write a note under a table with the separators of a row.
        let isAlone = unsafe fields.count > 1 && isBlank(bytes, fields.starts[1]..<row.upperBound)
        if fault == nil, fields.count < plan.columnCount || isAlone, unsafe isNote(bytes) {
            return noteLine()
        }
        countRow()
        switch fault {
        case .nul(let offset): return note(.nulCharacter, column: offset + 1)
        case .unclosed(let offset): return note(.unclosedQuote, column: offset + 1)
        case .stray(let offset): return note(.strayQuote, column: offset + 1)
        case nil: break
        }
        let isWhole =
            fields.count == plan.columnCount
            || (fields.count > plan.columnCount
                && (unsafe isBlank(bytes, fields.starts[plan.columnCount]..<row.upperBound)))
        guard isWhole else { return note(.fieldCount, column: 1) }
        if unsafe readFields(bytes, row) { unsafe judge(bytes, row) }
    }

    /// True if there is nothing but separators and spaces in a range.
    private func isBlank(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>) -> Bool {
        // Safe: the range lies in the row.
        range.allSatisfy { unsafe bytes[$0] == plan.separator || bytes[$0] == 0x20 || bytes[$0] == 0x09 }
    }

    /// True if the fields of the row are a note.
    private func isNote(_ bytes: UnsafePointer<UInt8>) -> Bool {
        TableNote.isNote(
            fields.starts.indices.map { field in
                // Safe: fields lie in the row.
                unsafe String(
                    decoding: UnsafeBufferPointer(
                        start: bytes + fields.starts[field],
                        count: fields.ends[field] - fields.starts[field]
                    ),
                    as: UTF8.self
                )
            }
        )
    }

    /// Takes note of a line that is no row.
    private mutating func noteLine() {
        guard task.checks else { return }
        if notes.isEmpty { rowsAtNote = rows }
        if notes.count < Findings.keptOfEachKind {
            notes.append(LoosePlace(piece: piece, line: line, column: 1))
        }
    }

    /// True if the header stands at this address, which has as many readable bytes.
    private func isHeader(_ bytes: UnsafePointer<UInt8>) -> Bool {
        // Safe: the caller has checked that the row is as long.
        plan.header.indices.allSatisfy { unsafe bytes[$0] == plan.header[$0] }
    }

    /// True if the mark that opens a text in UTF-8 stands at this address, which has three readable bytes.
    private func isMark(_ bytes: UnsafePointer<UInt8>) -> Bool {
        unsafe bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    }

    private mutating func countRow() { if task.checks { rows += 1 } }

    private mutating func note(
        _ kind: RecordFault.FaultKind,
        field: Int = -1,
        column: Int,
        period: PeriodText? = nil
    ) {
        guard task.checks else { return }
        faults.add(kind, field: field, piece: piece, line: line, column: column, period: period)
    }

    /// Reads the fields of a row one by one; false if one of them is wrong.
    private mutating func readFields(_ bytes: UnsafePointer<UInt8>, _ row: Range<Int>) -> Bool {
        var isRead = true
        func text(_ column: Int) -> UnsafeRawBufferPointer {
            // Safe: fields lie in the row.
            unsafe UnsafeRawBufferPointer(
                start: bytes + fields.starts[column],
                count: fields.ends[column] - fields.starts[column]
            )
        }
        func wrong(_ column: Int, field: Int) {
            isRead = false
            note(.field, field: field, column: fields.starts[column] - row.lowerBound + 1)
        }
        unsafe codes = program.codes
        filled = 0
        for number in 0..<program.codedCount {
            // Safe here and below: there are a column, a field and a code for every coded column.
            let column = unsafe Int(program.codedColumns[number])
            let text = unsafe text(column)
            var code =
                unsafe plan.tables.code(of: text, column: number)
                ?? plan.coded[number].spellings.number(of: text)
            if code == CodeSpellings.invalid { code = unsafe mended(text, number) }
            unsafe codes[number] = code == CodeSpellings.invalid ? 0 : code
            if code == CodeSpellings.invalid {
                wrong(column, field: unsafe Int(program.codedFields[number]))
            } else if code != 0 {
                filled |= 1 << UInt64(number)
            }
        }
        if unsafe !readYear(text(plan.periodColumn)) {
            isRead = false
            let (column, field) = (plan.periodColumn, program.periodField)
            let isKept = faults.keepsPlaces(of: .field, field: field)
            note(
                .field,
                field: field,
                column: fields.starts[column] - row.lowerBound + 1,
                period: isKept
                    ? unsafe PeriodText(String(decoding: text(column).prefix(60), as: UTF8.self)) : nil
            )
        }
        if let column = plan.postcodeColumn {
            if unsafe !readPostcode(text(column)) { wrong(column, field: program.postcodeField) }
        } else {
            slot = 0
        }
        let regionPlace = fields.starts[plan.regionColumn] - row.lowerBound + 1
        if unsafe !readRegion(text(plan.regionColumn), column: regionPlace) {
            wrong(plan.regionColumn, field: program.regionField)
        }
        let id = unsafe text(plan.idColumn)
        if unsafe id.isEmpty || id.count > 64 || id.contains(where: { $0 <= 0x20 || $0 == 0x7F }) {
            wrong(plan.idColumn, field: program.idField)
        } else if isRead {
            idStart = fields.starts[plan.idColumn]
            idLength = id.count
            if task.checks { unsafe readID(id, column: fields.starts[plan.idColumn] - row.lowerBound + 1) }
        }
        return isRead
    }

    /// The code of a text that a program wrote as a number with decimals, or a spreadsheet kept a text.
    private func mended(_ text: UnsafeRawBufferPointer, _ column: Int) -> UInt8 {
        guard text.count <= 32 else { return CodeSpellings.invalid }
        let bare = DeliveredText.code(unsafe Array(text))
        // Safe: the bytes are only read.
        return unsafe bare.withUnsafeBytes { unsafe plan.coded[column].spellings.number(of: $0) }
    }

    private mutating func readYear(_ text: UnsafeRawBufferPointer) -> Bool {
        guard text.count == 4 || text.count == 8 else { return unsafe readOddYear(text) }
        if text.count == 4, let start = unsafe text.bindMemory(to: UInt8.self).baseAddress,
            unsafe findYear(start)
        {
            yearWord = 0
            return true
        }
        // Safe: never more bytes than the text has.
        let word = unsafe text.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        if word == wrongYear { return false }
        guard let year = Period(unsafe String(decoding: text, as: UTF8.self)), year.kind == .year else {
            // A fault of one row is often repeated in the next.
            wrongYear = word
            return false
        }
        period = number(ofYear: year.year)
        yearWord = 0
        return true
    }

    /// Reads a year as programs and spreadsheets leave it, such as `2019.0`.
    private mutating func readOddYear(_ text: UnsafeRawBufferPointer) -> Bool {
        guard text.count <= 16,
            let year = Period(String(decoding: DeliveredText.code(unsafe Array(text)), as: UTF8.self)),
            year.kind == .year
        else { return false }
        period = number(ofYear: year.year)
        yearWord = 0
        return true
    }

    private mutating func readPostcode(_ text: UnsafeRawBufferPointer) -> Bool {
        slot = 0
        if unsafe text.isEmpty { return true }
        guard text.count <= 16 else { return false }
        let digits = DeliveredText.code(unsafe Array(text))
        guard digits.count == 4, digits.allSatisfy({ (48...57).contains($0) }) else { return false }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        guard RecordCells.postcodes.contains(number) else { return false }
        slot = RecordCells.slot(ofPostcode: number)
        return true
    }

    private mutating func readRegion(_ text: UnsafeRawBufferPointer, column: Int) -> Bool {
        region = -1
        if unsafe text.isEmpty { return true }
        guard text.count <= 24 else { return false }
        let before = text.count - 8
        // Safe: fields lie in a piece, behind which more bytes are readable.
        if let start = unsafe text.bindMemory(to: UInt8.self).baseAddress,
            unsafe before == 0 || (before == program.prefixLength && program.hasPrefix(start)),
            let digits = unsafe Digits.number(Digits.word(start + before), count: 8)
        {
            findRegion(UInt32(digits), column: column)
            region = regionNumber
            return true
        }
        var code = DeliveredText.code(unsafe Array(text)).map { (97...122).contains($0) ? $0 & 0xDF : $0 }
        guard !code.isEmpty, code.count <= 16,
            code.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) })
        else { return false }
        let digits =
            code.starts(with: plan.regionPrefix) ? code.dropFirst(plan.regionPrefix.count) : code[...]
        if digits.count == 8, digits.allSatisfy({ (48...57).contains($0) }) {
            let number = digits.reduce(0 as UInt32) { $0 * 10 + UInt32($1 - 48) }
            findRegion(number, column: column)
            region = regionNumber
            return true
        }
        if (48...57).contains(code[0]) { code = plan.regionPrefix + code }
        region = regions.number(
            of: String(decoding: code, as: UTF8.self),
            at: LoosePlace(piece: piece, line: line, column: column)
        )
        return true
    }

    private mutating func readID(_ id: UnsafeRawBufferPointer, column: Int) {
        let prefix = task.idPrefix.count
        let digits = id.count - prefix
        // Safe: an id lies in a piece, behind which there is more to read.
        let text = unsafe id.bindMemory(to: UInt8.self)
        if let start = text.baseAddress, digits > 0, unsafe task.idPrefix.begins(start),
            let number = unsafe Digits.number(start + prefix, count: digits)
        {
            return noteID(UnitIDs.index(number, digits: digits), column: column)
        }
        if unsafe DeliveredText.mayBeScientific(id), unsafe DeliveredText.isScientific(Array(id)) {
            return note(.shortenedID, field: program.idField, column: column)
        }
        if unsafe !ids.note(text: id, period: period) {
            faults.add(.repeated, field: program.idField, piece: piece, line: line, column: column)
        }
    }
}
