/// The comparison of codes in rows.
public enum RecordCode {
    /// Reduces a code to the compared form: without surrounding space, in lower case, and a whole number
    /// without leading zeros.
    public static func normal(_ code: String) -> String {
        let text = HeaderNames.normal(code)
        guard text.utf8.allSatisfy({ (48...57).contains($0) }) else { return text }
        let digits = text.drop { $0 == "0" }
        return digits.isEmpty && !text.isEmpty ? "0" : String(digits)
    }
}
