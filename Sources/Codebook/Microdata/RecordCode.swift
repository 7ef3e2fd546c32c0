/// How codes in rows are compared.
public enum RecordCode {
    /// Reduces a code to what is compared: without surrounding space, in lower case, and without the zeros in
    /// front where it is a whole number.
    public static func normal(_ code: String) -> String {
        let text = HeaderNames.normal(code)
        guard text.utf8.allSatisfy({ (48...57).contains($0) }) else { return text }
        let digits = text.drop { $0 == "0" }
        return digits.isEmpty && !text.isEmpty ? "0" : String(digits)
    }
}
