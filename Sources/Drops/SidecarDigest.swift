import Files
import Glibc

/// The digest file beside a claimed file.
public enum SidecarDigest: Hashable, Sendable {
    /// There is none.
    case absent
    /// It holds no digest, or several and none of them of the file.
    case unreadable
    /// The digest, lower-case hexadecimal.
    case digest(String)

    /// The most bytes of a digest file; of many files together too.
    private static let limit = 1 << 16

    /// Reads the digest file beside a file.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - name: The name under which it was delivered.
    public init(of path: String, named name: String) {
        var status = stat()
        let sidecar = path + DropNames.digestSuffix
        guard unsafe lstat(sidecar, &status) == 0 else {
            self = .absent
            return
        }
        guard status.st_mode & S_IFMT == S_IFREG,
            let bytes = try? ReadFile.bytes(of: sidecar, limit: Self.limit)
        else {
            self = .unreadable
            return
        }
        self.init(bytes, named: name)
    }

    /// Reads the text of a digest file.
    ///
    /// The forms are those of `sha256sum` and `shasum`, of BSD and OpenSSL (`SHA256 (NAME) = …`), `certutil`, with the
    /// bytes apart too, and `Get-FileHash`; in UTF-8, UTF-16 or an older encoding, with or without a byte order mark. Of
    /// several digests the one counts whose line, or the line next to it, names the file.
    public init(_ bytes: [UInt8], named name: String) {
        let lines = Self.text(bytes).split(whereSeparator: \.isNewline).map(String.init)
        let found = lines.enumerated().flatMap { number, line in Self.digests(in: line).map { (number, $0) } }
        let digests = Set(found.map(\.1))
        if digests.count <= 1 {
            self = digests.first.map(Self.digest) ?? .unreadable
            return
        }
        // A name may stand in the line of its digest, or in a line of its own right before or behind it.
        for distance in [0, 1, -1, 2, -2] {
            let near = Set(
                found.filter {
                    lines.indices.contains($0.0 + distance) && Self.names(lines[$0.0 + distance], name)
                }
                .map(\.1)
            )
            if near.count == 1, let digest = near.first {
                self = .digest(digest)
                return
            }
        }
        self = .unreadable
    }

    /// The text of a file in UTF-8, UTF-16 or an encoding with one byte a character, of which only ASCII matters.
    private static func text(_ bytes: [UInt8]) -> String {
        let isLittle =
            bytes.starts(with: [0xFF, 0xFE]) || (bytes.count > 1 && bytes[0] != 0 && bytes[1] == 0)
        let isBig = bytes.starts(with: [0xFE, 0xFF]) || (bytes.count > 1 && bytes[0] == 0 && bytes[1] != 0)
        guard isLittle || isBig else {
            return String(decoding: bytes, as: UTF8.self).replacing("\u{FEFF}", with: "")
        }
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { position in
            let (first, second) = (UInt16(bytes[position]), UInt16(bytes[position + 1]))
            return isLittle ? second << 8 | first : first << 8 | second
        }
        return String(decoding: units, as: UTF16.self).replacing("\u{FEFF}", with: "")
    }

    /// The digests of a line: 64 hexadecimal digits by themselves, or in 32 pairs with blanks between them.
    private static func digests(in line: String) -> [String] {
        let words = line.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        let whole = words.filter { $0.utf8.count == 64 && $0.allSatisfy(\.isHexDigit) }.map(String.init)
        if !whole.isEmpty { return whole }
        let pairs = line.split(separator: " ")
        guard pairs.count == 32, pairs.allSatisfy({ $0.utf8.count == 2 && $0.allSatisfy(\.isHexDigit) })
        else { return [] }
        return [pairs.joined().lowercased()]
    }

    /// True if a line names a file, with or without its directory.
    private static func names(_ line: String, _ name: String) -> Bool {
        var rest = line[...]
        while let range = rest.firstRange(of: name) {
            let isStart =
                range.lowerBound == line.startIndex
                || " *\t/\\(\":;,".contains(line[line.index(before: range.lowerBound)])
            let isEnd = range.upperBound == line.endIndex || " \t)\":;,".contains(line[range.upperBound])
            if isStart, isEnd { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }
}
