package import Statistics

/// Numbers as people of a language write them.
package struct NumberWords: Sendable {
    /// The language.
    package let language: Language

    /// Creates the words of a language.
    package init(_ language: Language) { self.language = language }

    /// A number with so many decimals.
    package func decimal(_ value: Double, _ decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (value.magnitude * scale).rounded()
        guard scaled < 9e15 else { return "∞" }
        let digits = String(Int64(scaled))
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let whole = grouped(padded.dropLast(decimals))
        let sign = value < 0 && scaled > 0 ? "−" : ""
        guard decimals > 0 else { return sign + whole }
        return sign + whole + (language == .nl ? "," : ".") + padded.suffix(decimals)
    }

    /// A figure as it is published: `-0.043` is `−0,043`; what is not published is said in words.
    package func figure(_ text: String) -> String {
        guard let value = Double(text) else {
            return text == "x" || text == "." || text.isEmpty ? notShown : text
        }
        let decimals = text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
        return decimal(value, decimals)
    }

    /// A whole number, its thousands apart.
    package func whole(_ value: Int) -> String { decimal(Double(value), 0) }

    /// Text in the place of a figure that is not published.
    package var notShown: String { language == .nl ? "niet getoond" : "not shown" }

    private func grouped(_ digits: Substring) -> String {
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text += language == .nl ? "." : "," }
            text.append(digit)
        }
        return text
    }
}
