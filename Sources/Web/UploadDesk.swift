import Glibc
import Hummingbird
import Synchronization

/// A form with one file that came with a request.
package struct WebUpload: Sendable {
    /// The other fields of the form, in their order.
    package var fields: [(name: String, value: String)]
    /// The name of the file, as the client calls it; it is no path.
    package var name: String
    /// Where the file is; it is gone when the request is answered.
    package var path: String

    /// Creates an upload.
    package init(fields: [(name: String, value: String)], name: String, path: String) {
        self.fields = fields
        self.name = name
        self.path = path
    }

    /// The first field of that name; nil without one.
    package subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }
}

/// Where files that are uploaded stand until they are answered: one at a time, on the disk, never in memory.
package struct UploadPlace: Sendable {
    /// The directory, which belongs to uploads alone.
    package var folder: String
    /// The largest file in bytes that is taken in now.
    package var largest: @Sendable () -> Int64

    /// Names the place.
    package init(folder: String, largest: @escaping @Sendable () -> Int64) {
        self.folder = folder
        self.largest = largest
    }
}

/// Takes in uploads, one at a time, on a thread of its own: no page waits for one.
final class UploadDesk: Sendable {
    /// Why a form is not taken.
    enum Refusal: Error {
        case malformed, tooLarge, tooSlow, withoutFile
    }

    let place: UploadPlace
    /// Where uploads are written and answered.
    let workers = WebWorkers(1, name: "uploads")
    private let places = Places(1)
    private let patience: Duration

    /// Prepares the desk.
    ///
    /// - Parameters:
    ///   - place: Where files stand.
    ///   - seconds: The time in which a file must have come.
    init(_ place: UploadPlace, seconds: Int) {
        self.place = place
        patience = .seconds(seconds)
        clear()
    }

    /// Begins with an upload; false while there is another.
    func begin() -> Bool { places.take() }

    /// Ends the upload: its file is gone.
    func end() {
        clear()
        places.leave()
    }

    /// Takes in the body of a request.
    ///
    /// - Parameters:
    ///   - body: The body.
    ///   - contentType: The header `Content-Type`.
    ///   - size: The size of the body in bytes, where the client said it.
    /// - Returns: The form; its file is in the place.
    /// - Throws: ``Refusal``; what the machine does.
    func take(_ body: RequestBody, contentType: String, size: Int64?) async throws -> WebUpload {
        guard let reader = MultipartReader(contentType: contentType) else { throw Refusal.malformed }
        let largest = place.largest()
        if let size, size > largest + UploadForm.mostBeside { throw Refusal.tooLarge }
        let form = UploadForm(reader, in: place.folder, largest: largest)
        // A client that is silent is closed by the server; one that sends a byte now and then by this.
        let end = ContinuousClock.now.advanced(by: patience)
        for try await buffer in body {
            guard ContinuousClock.now < end else { throw Refusal.tooSlow }
            try await workers.run { try form.take(Array(buffer.readableBytesView)) }
        }
        return try await workers.run { try form.finished() }
    }

    private func clear() {
        _ = unsafe unlink(place.folder + "/" + UploadForm.fileName)
        _ = unsafe rmdir(place.folder)
    }
}

/// A form while it comes in: its file goes to the disk, its fields are short.
private final class UploadForm: Sendable {
    static let fileName = "file"
    private static let longestField = 4 << 10
    private static let mostFields = 16
    /// The most bytes of a form beside its file: fields, headers and what parts them.
    static let mostBeside: Int64 = 512 << 10

    private struct State {
        var reader: MultipartReader
        var fields: [(name: String, value: [UInt8])] = []
        var name: String?
        var descriptor: Int32 = -1
        var isInFile = false
        var size: Int64 = 0
        /// All bytes of the form, in parts or not.
        var all: Int64 = 0
    }

    private let state: Mutex<State>
    private let folder: String
    private let largest: Int64

    init(_ reader: MultipartReader, in folder: String, largest: Int64) {
        state = Mutex(State(reader: reader))
        self.folder = folder
        self.largest = largest
    }

    deinit { state.withLock { if $0.descriptor >= 0 { close($0.descriptor) } } }

    func take(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            state.all += Int64(bytes.count)
            guard state.all <= largest + Self.mostBeside else { throw UploadDesk.Refusal.tooLarge }
            guard let events = try? state.reader.take(bytes) else { throw UploadDesk.Refusal.malformed }
            for event in events { try handle(event, &state) }
        }
    }

    func finished() throws -> WebUpload {
        try state.withLock { state in
            guard state.reader.isDone else { throw UploadDesk.Refusal.malformed }
            // A form that was sent without choosing a file has one without a name and bytes.
            guard let name = state.name, !name.isEmpty else { throw UploadDesk.Refusal.withoutFile }
            return WebUpload(
                fields: state.fields.map { ($0.name, String(decoding: $0.value, as: UTF8.self)) },
                name: name,
                path: folder + "/" + Self.fileName
            )
        }
    }

    private func handle(_ event: MultipartReader.Event, _ state: inout State) throws {
        switch event {
        case .begin(_, let file?):
            guard state.name == nil else { throw UploadDesk.Refusal.malformed }
            state.name = file
            state.isInFile = true
            state.descriptor = try open()
        case .begin(let name, nil):
            guard state.fields.count < Self.mostFields else { throw UploadDesk.Refusal.malformed }
            state.fields.append((name, []))
        case .bytes(let bytes) where state.isInFile:
            state.size += Int64(bytes.count)
            guard state.size <= largest else { throw UploadDesk.Refusal.tooLarge }
            try write(bytes, to: state.descriptor)
        case .bytes(let bytes):
            let last = state.fields.count - 1
            state.fields[last].value += bytes
            guard state.fields[last].value.count <= Self.longestField else {
                throw UploadDesk.Refusal.tooLarge
            }
        case .end: state.isInFile = false
        }
    }

    private func open() throws -> Int32 {
        _ = unsafe mkdir(folder, 0o700)
        let path = folder + "/" + Self.fileName
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let descriptor = unsafe Glibc.open(path, flags, 0o600)
        guard descriptor >= 0 else { throw Unwritable(path: path, code: errno) }
        return descriptor
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Unwritable(path: folder, code: errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// A file that cannot be written.
    private struct Unwritable: Error, CustomStringConvertible {
        let path: String
        let code: Int32
        var description: String { "cannot write \(path): error \(code) of the system" }
    }
}
