extension CoefficientEstimate {
    /// The estimate as a file that a codebook can adopt.
    package var yaml: String {
        var lines = [
            "# Coefficients of \(dataset), estimated by `peil fit` from the counts of \(period).",
            "# A codebook adopts them with an entry in scoring.sets: {file: …, serves: {first: …, last: …}}.",
            "key: \"\(key)\"",
            "dataset: \(dataset)",
            "provenance:",
        ]
        lines += provenance.sorted { $0.key < $1.key }.map { "  \($0.key): \"\($0.value)\"" }
        lines += ["decimals: \(decimals)", "coefficients:"]
        lines += coefficients.map { variable in
            let numbers = variable.categories.map(\.coefficient).joined(separator: ", ")
            return "  \(variable.variable): [\(numbers)]"
        }
        lines += ["# What they rest on; Peil does not read it.", "estimate:"]
        lines += [
            "  method: \(method)", "  period: \"\(period)\"", "  edition: \"\(edition)\"",
            "  whole-country: \(wholeCountry)", "  release: \(release.map(String.init) ?? "none")",
            "  deliveries:",
        ]
        lines += deliveries.map { "    - {delivery: \"\($0.delivery)\", sha256: \"\($0.sha256 ?? "")\"}" }
        lines += [
            "  inertias: [\(Self.list(inertias))]", "  percentages: [\(Self.list(percentages))]",
            "  standard-coordinates:",
        ]
        lines += coefficients.map { "    \($0.variable): [\(Self.list($0.categories.map(\.exact)))]" }
        lines += ["  generator: \"\(generator)\""]
        return lines.joined(separator: "\n") + "\n"
    }

    /// Numbers in the fewest digits that restore them exactly.
    private static func list(_ numbers: [Double]) -> String {
        numbers.map { "\($0)" }.joined(separator: ", ")
    }

    /// Writes the estimate for people.
    package func write(to terminal: Terminal) {
        terminal.line("\(terminal.styled(key, .bold)), from \(dataset) for \(period)")
        if !wholeCountry {
            terminal.line("  not the whole country is held: these are the coefficients of the part that is")
        }
        var table = TextTable(["variable", "category", "coefficient"], rightAligned: [2])
        for variable in coefficients {
            for category in variable.categories {
                table.add([variable.variable, category.category, category.coefficient])
            }
        }
        table.write(to: terminal)
        let share = (percentages.first ?? 0) * 10
        let whole = Int(share.rounded())
        terminal.line(
            "  first dimension: \(whole / 10).\(whole % 10) % of the inertia, of \(inertias.count) dimensions"
        )
    }
}
