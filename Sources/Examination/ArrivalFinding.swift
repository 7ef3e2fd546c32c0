package import Drops
package import Files
package import Statistics

/// The faults of a file before it is read.
package enum ArrivalFinding: String, CaseIterable {
    /// The file is a link, FIFO, device or socket.
    case notAFile = "not-a-file"
    /// A directory stands in the drop; it stays where it is.
    case directory = "directory-in-drop"
    /// The file, or one that belongs to it, cannot be read by Peil.
    case unreadable = "file-unreadable"
    /// The delivery was accepted, and taken back later.
    case reverted = "delivery-reverted"
    /// The digest in the `.sha256` file is not that of the file.
    case digestMismatch = "digest-mismatch"
    /// The `.sha256` file holds no digest of the file.
    case digestUnreadable = "digest-unreadable"
    /// The file was delivered here before.
    case duplicate = "duplicate-delivery"
    /// The file disappeared.
    case lost = "delivery-lost"

    /// The finding, with its texts.
    package var finding: Finding {
        Finding(
            code: rawValue,
            severity: severity,
            message: message,
            repair: repair
        )
    }

    /// The finding that an entry is no regular file.
    ///
    /// - Parameter kind: What it is; nil where nobody knows.
    /// - Returns: The finding.
    package static func notAFile(_ kind: FileStatus.FileKind?) -> Finding {
        let what: Text? =
            switch kind {
            case .link: Text(nl: "een koppeling (link)", en: "a link")
            case .fifo: Text(nl: "een wachtrij (FIFO)", en: "a FIFO")
            case .socket: Text(nl: "een socket", en: "a socket")
            case .device: Text(nl: "een apparaat", en: "a device")
            case .regular, .directory, nil: nil
            }
        var finding = Self.notAFile.finding
        if let what {
            finding.message = Text(
                nl: "Dit is geen gewoon bestand maar \(what.nl); het is niet geopend.",
                en: "This is no regular file but \(what.en); it was not opened."
            )
        }
        return finding
    }

    /// The finding that a file, or one that belongs to it, cannot be read.
    ///
    /// - Parameter note: Which of them; nil for the file itself.
    /// - Returns: The finding.
    package static func unreadable(_ note: SpoolNote?) -> Finding {
        let part: Text =
            switch note {
            case .unreadableDigest:
                Text(nl: "het .sha256-bestand ernaast", en: "the .sha256 file beside this file")
            case .unreadableLimits:
                Text(nl: "het .grenzen.csv-bestand ernaast", en: "the .grenzen.csv file beside this file")
            case .unreadableMark:
                Text(nl: "het .replaces-bestand ernaast", en: "the .replaces file beside this file")
            default: Text(nl: "dit bestand", en: "this file")
            }
        var finding = Self.unreadable.finding
        finding.message = Text(nl: "Peil mag \(part.nl) niet lezen.", en: "Peil may not read \(part.en).")
        return finding
    }

    private var severity: Finding.Severity {
        switch self {
        case .duplicate: .note
        case .reverted: .warning
        default: .rejection
        }
    }

    private var message: Text {
        switch self {
        case .reverted:
            Text(
                nl: "Deze aanlevering is later teruggenomen; de cijfers die zij verving, gelden weer.",
                en: "This delivery was taken back later; the figures that it replaced are current again."
            )
        case .notAFile:
            Text(
                nl:
                    "Dit is geen gewoon bestand maar een koppeling, wachtrij, apparaat of socket; het is niet geopend.",
                en: "This is no regular file but a link, FIFO, device or socket; it was not opened."
            )
        case .directory:
            Text(
                nl: "Dit is een map; wat erin staat, is niet bekeken.",
                en: "This is a directory; what is in it was not looked at."
            )
        case .unreadable:
            Text(
                nl: "Peil mag dit bestand, of een bestand dat erbij hoort, niet lezen.",
                en: "Peil may not read this file, or one that belongs to it."
            )
        case .digestMismatch:
            Text(
                nl: "De controlesom in het .sha256-bestand is niet die van dit bestand.",
                en: "The digest in the .sha256 file is not that of this file."
            )
        case .digestUnreadable:
            Text(
                nl: "In het .sha256-bestand staat geen SHA-256-controlesom van dit bestand.",
                en: "The .sha256 file holds no SHA-256 digest of this file."
            )
        case .duplicate:
            Text(
                nl: "Precies dit bestand is hier al eerder aangeleverd; er is niets gewijzigd.",
                en: "Exactly this file was delivered here before; nothing was changed."
            )
        case .lost:
            Text(
                nl: "Het bestand is verdwenen voordat het gelezen kon worden.",
                en: "The file disappeared before it could be read."
            )
        }
    }

    private var repair: Text {
        switch self {
        case .reverted: Text(nl: "Lever de juiste cijfers aan.", en: "Deliver the right figures.")
        case .notAFile:
            Text(nl: "Kopieer het bestand zelf naar de map.", en: "Copy the file itself into the drop.")
        case .directory:
            Text(
                nl: "Zet de bestanden zelf in de aanlevermap en verwijder deze map.",
                en: "Put the files themselves into the drop, and remove this directory."
            )
        case .unreadable:
            Text(
                nl:
                    "Geef de groep leesrecht (chmod g+r, of via de eigenschappen van het bestand); staat het nog in de aanlevermap, dan wordt het daarna vanzelf opgepakt, anders levert u het opnieuw aan.",
                en:
                    "Give the group the right to read it (chmod g+r, or the properties of the file); if it still stands in the drop it is then taken by itself, else deliver it again."
            )
        case .digestMismatch:
            Text(
                nl: "Lever het bestand opnieuw aan, met een nieuwe controlesom.",
                en: "Deliver the file again, with a new digest."
            )
        case .digestUnreadable:
            Text(
                nl:
                    "Maak de controlesom opnieuw (Windows: certutil -hashfile BESTAND SHA256 > BESTAND.sha256; Linux: "
                    + "sha256sum BESTAND > BESTAND.sha256), of lever het bestand zonder.",
                en:
                    "Make the digest anew (Windows: certutil -hashfile FILE SHA256 > FILE.sha256; Linux: sha256sum FILE "
                    + "> FILE.sha256), or deliver the file without one."
            )
        case .duplicate:
            Text(
                nl: "Niets, als de eerdere aanlevering bedoeld was; lever anders het gewijzigde bestand aan.",
                en: "Nothing, if the earlier delivery was meant; else deliver the changed file."
            )
        case .lost: Text(nl: "Lever het bestand opnieuw aan.", en: "Deliver the file again.")
        }
    }
}
