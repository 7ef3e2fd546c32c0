package import Foundation
import Glibc

/// Starts programs that an operator named.
package enum OutsideProgram {
    /// Starts a program without a shell, gives it its input, and returns at once; its output goes nowhere.
    ///
    /// - Parameters:
    ///   - program: The path of the program.
    ///   - arguments: Its arguments.
    ///   - environment: Its environment, beside a short path.
    ///   - input: What it reads.
    /// - Returns: The process; nil where it cannot be run.
    package static func started(
        _ program: String,
        _ arguments: [String],
        environment: [String: String],
        input: [UInt8]
    ) -> Process? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = environment.merging(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]) { own, _ in own }
        let pipe = Pipe()
        process.standardInput = pipe
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return nil }
        // A program that ends early closes its end: that is no end of ours.
        signal(SIGPIPE, SIG_IGN)
        try? pipe.fileHandleForWriting.write(contentsOf: Data(input))
        try? pipe.fileHandleForWriting.close()
        return process
    }
}
