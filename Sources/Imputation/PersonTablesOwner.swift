/// Keeps the tables of an imputer, and frees them with it.
@usableFromInline
final class PersonTablesOwner: Sendable {
    private let tables: [PersonTables]

    init(_ tables: [PersonTables]) { self.tables = tables }

    deinit { for table in tables { table.deallocate() } }
}
