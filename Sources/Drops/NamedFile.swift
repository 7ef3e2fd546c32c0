import Files
import Glibc
import SystemPackage

/// A file that a command names, whose name need not be UTF-8, and what stands beside it.
///
/// Paths are texts everywhere else: a delivery gets a name of UTF-8 in the spool. A file that is only looked at where it
/// stands keeps its own, and is opened once and read through that.
package final class NamedFile {
    /// The name for people: as it was given, or with the bytes that are no UTF-8 as `%E2`, as on receipts.
    package let name: String
    /// The path by which it is opened, as long as this value lives; empty where there is no such file.
    package let path: String
    /// The path of the limits beside it where they cannot be found beside ``path``; else nil.
    package let limits: String?
    /// True if a file beside it says that it is meant to drop what it lacks.
    package let replaces: Bool
    private let descriptors: [Int32]

    /// Looks for a file.
    ///
    /// - Parameter bytes: Its path, as the system has it, without the zero at its end.
    package init(_ bytes: [UInt8]) {
        if let name = String(validating: bytes, as: UTF8.self) {
            self.name = name
            path = name
            limits = nil
            replaces = FileStatus(of: name + DropNames.replacesSuffix) != nil
            descriptors = []
            return
        }
        let parts = bytes.split(separator: 47, omittingEmptySubsequences: false).map(Array.init)
        name = parts.map { FilePath.Component(bytes: $0)?.readable ?? String(decoding: $0, as: UTF8.self) }
            .joined(separator: "/")
        let folder = Array(bytes.dropLast(parts.last?.count ?? 0))
        let own = Self.opened(bytes, follows: true)
        let beside = DropNames.limits(beside: parts.last ?? []).lazy
            .compactMap { Self.opened(folder + $0, follows: false, kind: .regular) }.first
        let marker = Self.opened(bytes + Array(DropNames.replacesSuffix.utf8), follows: false)
        if let marker { close(marker) }
        path = own.map(Self.path) ?? ""
        limits = beside.map(Self.path)
        replaces = marker != nil
        descriptors = [own, beside].compactMap(\.self)
    }

    /// The files that arguments name, which a parser read as texts with a sign of its own for what is no UTF-8.
    ///
    /// - Parameter texts: Arguments as texts, in their order.
    /// - Returns: For each the file of the argument of this process that reads like it.
    package static func arguments(_ texts: [String]) -> [NamedFile] {
        // Each ends with a zero and stays as long as the process.
        var rest = unsafe UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
            .compactMap { argument in
                unsafe argument.map { unsafe Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
            }[...]
        return texts.map { text in
            let found = rest.firstIndex { String(decoding: $0, as: UTF8.self).utf8.elementsEqual(text.utf8) }
            guard let found else { return NamedFile(Array(text.utf8)) }
            defer { rest = rest[(found + 1)...] }
            return NamedFile(rest[found])
        }
    }

    deinit { for descriptor in descriptors { close(descriptor) } }

    /// `O_PATH` of Linux, which its header shows to programs of GNU alone: what is opened is only named, and not read.
    private static let onlyNamed: Int32 = 0o10_000_000

    /// A descriptor that only names what a path of bytes leads to; nil where nothing is, or nothing of that kind.
    private static func opened(_ path: [UInt8], follows: Bool, kind: FileStatus.FileKind? = nil) -> Int32? {
        let text = path.map { CChar(bitPattern: $0) } + [0]
        let descriptor = unsafe open(text, onlyNamed | O_CLOEXEC | (follows ? 0 : O_NOFOLLOW))
        guard descriptor >= 0 else { return nil }
        guard let kind else { return descriptor }
        let status = try? FileStatus(of: FileDescriptor(rawValue: descriptor), path: "/")
        if status?.kind == kind { return descriptor }
        close(descriptor)
        return nil
    }

    /// The path by which the system opens what a descriptor names.
    private static func path(_ descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }
}
