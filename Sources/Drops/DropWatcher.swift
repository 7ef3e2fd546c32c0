package import Files
import Glibc
package import SystemPackage

/// Waits for a change in a drop directory, or for a request to look anyway.
///
/// With inotify the kernel reports changes; where it cannot (network file systems, or by configuration) the
/// watcher only sleeps, and the caller's scan finds new files. The scan after every wait is decisive, and
/// events are hints: an overflow or a lost event costs time, never a file.
package final class DropWatcher: @unchecked Sendable {
    // Unchecked: the pipe is set once and may be used from several threads; all else is the waiting thread's.

    /// The events that ended a wait.
    package struct Wake: Hashable, Sendable {
        /// Names that were renamed into the directory.
        package var renamed: [FilePath.Component] = []
        /// Names that were created or written in place.
        package var written: [FilePath.Component] = []
        /// True if the directory itself was moved or removed, or its watch ended: it must be opened anew.
        package var lost = false

        /// Creates a wake without any event.
        package init() {}
    }

    private let path: String
    private let usesInotify: Bool
    private var inotify: Int32 = -1
    /// The directory that is watched: its device and number.
    private var watched: (device: UInt, number: UInt)?
    private let wakeUp: (read: Int32, write: Int32)

    /// Starts watching.
    ///
    /// - Parameters:
    ///   - path: The directory.
    ///   - usesInotify: True to ask the kernel; if it refuses, the watcher only sleeps.
    /// - Throws: ``MachineFault`` if the process has no descriptors left.
    package init(path: String, usesInotify: Bool) throws(MachineFault) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw MachineFault("make a pipe for", path) }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        wakeUp = (ends[0], ends[1])
        self.path = path
        self.usesInotify = usesInotify
        watchAnew()
    }

    /// Watches what has the path now.
    ///
    /// - Returns: False where nothing has.
    @discardableResult
    package func watchAnew() -> Bool {
        if inotify >= 0 { close(inotify) }
        inotify = -1
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            watched = nil
            return false
        }
        watched = (UInt(status.st_dev), UInt(status.st_ino))
        guard usesInotify else { return true }
        let descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        let events =
            IN_MOVED_TO | IN_CLOSE_WRITE | IN_CREATE | IN_MODIFY | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF
            | IN_ONLYDIR
        if descriptor >= 0, unsafe inotify_add_watch(descriptor, path, UInt32(events)) >= 0 {
            inotify = descriptor
        } else if descriptor >= 0 {
            close(descriptor)
        }
        return true
    }

    /// True where something else has the path than what is watched: it was replaced, or mounted over.
    package var isElsewhere: Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return watched != nil }
        return watched.map { $0 != (UInt(status.st_dev), UInt(status.st_ino)) } ?? true
    }

    deinit {
        if inotify >= 0 { close(inotify) }
        close(wakeUp.read)
        close(wakeUp.write)
    }

    /// True if the kernel reports changes; if not, the caller scans at intervals.
    package var isNotified: Bool { inotify >= 0 }

    /// True if the last wait was ended by ``wake()``.
    package private(set) var wasWoken = false

    /// Ends a wait, now or the next one; may be called from any thread.
    package func wake() {
        var byte: UInt8 = 1
        _ = unsafe write(wakeUp.write, &byte, 1)
    }

    /// Waits for an event, a ``wake()``, or the time to pass.
    ///
    /// - Parameter milliseconds: The longest wait.
    /// - Returns: The events meanwhile.
    package func wait(milliseconds: Int64) -> Wake {
        var descriptors = [
            pollfd(fd: wakeUp.read, events: Int16(POLLIN), revents: 0),
            pollfd(fd: inotify, events: Int16(POLLIN), revents: 0),
        ]
        let timeout = Int32(clamping: max(0, milliseconds))
        _ = unsafe poll(&descriptors, isNotified ? 2 : 1, timeout)
        var bytes = [UInt8](repeating: 0, count: 64)
        wasWoken = unsafe read(wakeUp.read, &bytes, bytes.count) > 0
        return isNotified ? drain() : Wake()
    }

    private func drain() -> Wake {
        var wake = Wake()
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        let header = MemoryLayout<inotify_event>.size
        while true {
            let count = unsafe read(inotify, &buffer, buffer.count)
            guard count > 0 else { return wake }
            var position = 0
            while position + header <= count {
                // The kernel writes whole records: a header, then `len` bytes of name padded with zeros.
                let event = unsafe buffer.withUnsafeBytes {
                    unsafe $0.loadUnaligned(fromByteOffset: position, as: inotify_event.self)
                }
                let nameBytes = buffer[(position + header)..<min(position + header + Int(event.len), count)]
                let name = FilePath.Component(bytes: Array(nameBytes.prefix { $0 != 0 }))
                position += header + Int(event.len)
                let mask = Int(event.mask)
                if let name {
                    if mask & Int(IN_MOVED_TO) != 0 {
                        wake.renamed.append(name)
                    } else if mask & Int(IN_CLOSE_WRITE | IN_CREATE | IN_MODIFY) != 0 {
                        wake.written.append(name)
                    }
                }
                if mask & Int(IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT) != 0 {
                    wake.lost = true
                }
            }
        }
    }
}
