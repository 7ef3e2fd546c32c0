/// The failure of a command that has not done its work, with its exit code.
package struct CommandFailure: Error, CustomStringConvertible {
    /// The exit codes of the contract.
    package enum Code: Int32 {
        /// At least one delivery was rejected.
        case rejected = 1
        /// The input of the command cannot be used.
        case unusableInput = 65
        /// Input or output failed.
        case inputOutput = 74
        /// The configuration is wrong.
        case configuration = 78
    }

    package let code: Code
    package let description: String

    /// Creates a failure: what failed, where, and what to do.
    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
