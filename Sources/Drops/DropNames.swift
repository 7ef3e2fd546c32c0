/// The rules about names in a drop: which are left alone, and which belong to another file.
///
/// Names are compared by their bytes, letters of ASCII in either case; Peil writes its own in small letters, and others
/// are not its own.
public struct DropNames: Hashable, Sendable {
    /// The suffixes, without their dot and in lower case, of files that a transfer is not done with.
    public let temporary: Set<String>

    /// The suffixes that transfer tools and browsers give to what is not complete.
    public static let temporarySuffixes: Set<String> = [
        "part", "partial", "tmp", "temp", "filepart", "crdownload", "download", "opdownload", "!qb",
        "inprogress", "incomplete", "upload", "uploading",
    ]

    /// The last suffixes of what editors and scripts leave behind.
    private static let litterSuffixes: Set<String> = [
        "swp", "swo", "swx", "bak", "done", "orig", "old", "lock",
    ]

    /// Names that desktops and file systems leave in every directory, in lower case.
    private static let litter: Set<String> = [
        "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "lost+found", "@eadir", "$recycle.bin",
        "system volume information", "icon\r",
    ]

    /// Creates the rules.
    ///
    /// - Parameter more: Suffixes of temporary names besides those that are known, with or without their dot.
    public init(temporary more: [String] = []) {
        temporary = Self.temporarySuffixes.union(
            more.map { Self.lowercased(Array($0.utf8.drop { $0 == 46 })) }
        )
    }

    /// True for a name that is left alone: hidden, unfinished, litter, or one of Peil's own.
    public func ignores(_ name: [UInt8]) -> Bool {
        guard let first = name.first, let last = name.last else { return true }
        // `#name#` is what Emacs saves by itself.
        if first == 46 || last == 126 || name.starts(with: [126, 36]) || (first == 35 && last == 35) {
            return true
        }
        let lower = Self.lowercased(name)
        if Self.litter.contains(lower) || Self.own.contains(where: name.elementsEqual) { return true }
        let suffixes = lower.utf8.split(separator: 46, omittingEmptySubsequences: false).dropFirst()
            .map { String(decoding: $0, as: UTF8.self) }
        return suffixes.contains(where: temporary.contains)
            || suffixes.last.map(Self.litterSuffixes.contains) == true || Self.isBeside(name)
    }

    /// True for the name of a file that belongs to another: its digest or its limits.
    public static func isBeside(_ name: [UInt8]) -> Bool {
        suffixesBeside.contains {
            name.count > $0.utf8.count && name.suffix($0.utf8.count).elementsEqual($0.utf8)
        }
    }

    /// The suffix of a file with the digest of its namesake.
    public static let digestSuffix = ".sha256"
    /// The suffix of a file with the limits of classes for its namesake.
    public static let limitsSuffix = ".grenzen.csv"
    /// The suffix of a file that says that its namesake is meant to replace more than a delivery may.
    public static let replacesSuffix = ".replaces"
    /// The suffixes of files that belong to their namesake and are no deliveries themselves.
    public static let suffixesBeside = [digestSuffix, limitsSuffix, replacesSuffix]

    /// The folder of receipts in a drop.
    public static let receipts = "_receipts"
    /// The folder of rejected files in a drop.
    public static let rejected = "_rejected"
    /// The folder of files that were only checked, in a drop that does no more.
    public static let checked = "_checked"
    /// The name of a file by which stewards ask for receipts and rejected files to be removed.
    public static let tidy = "_tidy"

    private static let own = [receipts, rejected, checked, tidy].map { Array($0.utf8) }

    /// The names for the limits of a file, best first: with its whole name in front, or without its `.csv`,
    /// `.xml`, `.gz` or `.zip`.
    public static func limits(beside name: [UInt8]) -> [[UInt8]] {
        var names = [name + Array(limitsSuffix.utf8)]
        var stem = name
        let endings = [".csv", ".xml", ".gz", ".zip"].map { Array($0.utf8) }
        while let ending = endings.first(where: { lowercased(stem.suffix($0.count)).utf8.elementsEqual($0) }),
            stem.count > ending.count
        {
            stem.removeLast(ending.count)
            names.append(stem + Array(limitsSuffix.utf8))
        }
        return names
    }

    /// A name in small letters of ASCII; what is no UTF-8 in it does not matter to any rule.
    private static func lowercased(_ name: some Sequence<UInt8>) -> String {
        String(decoding: name.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
    }
}
