/// A stranger's file name without what could move the cursor, forge a line, or turn the direction of writing.
package func printable(_ name: String) -> String {
    String(
        String.UnicodeScalarView(
            name.unicodeScalars.map { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator: "?"
                default: scalar
                }
            }
        )
    )
}
