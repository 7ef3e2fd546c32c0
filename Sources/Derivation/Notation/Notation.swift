public import Statistics

/// The notation of a field's texts, for messages to whoever has to correct one.
public enum Notation: Hashable, Sendable, CaseIterable {
    /// A code of the codebook.
    case code
    /// A country.
    case country
    /// A day.
    case day
    /// Yes or no.
    case flag
    /// Groups of medication.
    case medication
    /// A number, with or without decimals.
    case number
    /// A number of legal parents.
    case parents

    /// The instruction to the steward.
    public var text: Text {
        switch self {
        case .code: Text(nl: "Schrijf een code van het codeboek.", en: "Write a code of the codebook.")
        case .country:
            Text(
                nl: "Schrijf een landcode van twee letters volgens ISO 3166, zoals NL.",
                en: "Write a country as two letters of ISO 3166, such as NL."
            )
        case .day:
            Text(
                nl: "Schrijf een bestaande dag als 2010-02-28, niet later dan de peildatum.",
                en: "Write a day that exists as 2010-02-28, no later than the reference day."
            )
        case .flag: Text(nl: "Schrijf 1 of ja, 0 of nee.", en: "Write 1 or ja, 0 or nee.")
        case .medication:
            Text(
                nl: "Schrijf ATC-codes van vier tekens, zoals N05A, met een spatie ertussen.",
                en: "Write ATC codes of four characters, such as N05A, with a space between them."
            )
        case .number:
            Text(
                nl: "Schrijf een getal zonder scheiding van duizendtallen, met hoogstens zes decimalen.",
                en: "Write a number without separators of thousands, with at most six decimals."
            )
        case .parents:
            Text(
                nl: "Schrijf hoeveel juridische ouders er zijn: 0, 1 of 2.",
                en: "Write how many legal parents there are: 0, 1 or 2."
            )
        }
    }
}
