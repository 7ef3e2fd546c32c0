import Files
import Glibc
package import Ledger

/// Users of this machine.
package enum SystemUser {
    /// The name of a user; nil where the machine has none of that number.
    static func name(of user: UInt32) -> String? {
        var buffer = [CChar](repeating: 0, count: 16 << 10)
        var entry = unsafe passwd()
        var result: UnsafeMutablePointer<passwd>?
        // The entry points into the buffer, which lives until the name is copied.
        let code = unsafe getpwuid_r(user, &entry, &buffer, buffer.count, &result)
        guard code == 0, unsafe result != nil, let name = unsafe entry.pw_name else { return nil }
        return unsafe String(cString: name)
    }

    /// The number of the user of a name; nil where the machine has none.
    static func number(of name: String) -> UInt32? {
        var buffer = [CChar](repeating: 0, count: 16 << 10)
        var entry = unsafe passwd()
        var result: UnsafeMutablePointer<passwd>?
        // The entry points into the buffer; the number is copied out of it.
        let code = unsafe getpwnam_r(name, &entry, &buffer, buffer.count, &result)
        return unsafe code == 0 && result != nil ? entry.pw_uid : nil
    }

    /// Who runs this process: whoever logged in, also behind `sudo`; where nobody did, the user of the process.
    ///
    /// The kernel keeps who logged in, and nobody without privileges can change it (`man 5 proc`, `loginuid`).
    package static var caller: Person {
        let bytes = ReadFile.regular("/proc/self/loginuid", limit: 64)
        let text = bytes.map { String(decoding: $0, as: UTF8.self) }
        let login = text.flatMap { UInt32($0.filter(\.isNumber)) }.flatMap { $0 == .max ? nil : $0 }
        let user = login ?? getuid()
        return Person(name: name(of: user) ?? String(user), user: user)
    }
}
