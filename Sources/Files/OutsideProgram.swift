import Foundation
import Glibc

/// A program that an operator named, while it runs.
package struct OutsideProgram {
    private let process: Process

    /// Starts a program without a shell, gives it its input, and returns at once; nil where it cannot be run.
    ///
    /// Its output goes nowhere.
    ///
    /// - Parameters:
    ///   - program: The path of the program.
    ///   - arguments: Its arguments.
    ///   - environment: Its environment, beside a short path.
    ///   - input: The bytes that it reads.
    package init?(_ program: String, _ arguments: [String], environment: [String: String], input: [UInt8]) {
        process = Process()
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
    }

    /// True until the program has ended.
    package var isRunning: Bool { process.isRunning }

    /// The status that it ended with.
    package var status: Int32 { process.terminationStatus }

    /// Ends it by SIGKILL.
    package func end() { kill(process.processIdentifier, SIGKILL) }
}
