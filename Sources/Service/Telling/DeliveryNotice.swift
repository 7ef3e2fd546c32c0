import Workflow
import ConfigurationFiles
import Files
import Foundation
import Glibc
import Ledger
import Logging
import Statistics
import Telemetry

/// Tells those whom a drop names of a delivery: by an e-mail through sendmail, or by a program of theirs.
///
/// It is done beside the work, and what goes wrong is for the journal: no delivery waits for a mail server.
struct DeliveryNotice {
    let peil: Peil
    /// How long a program may take, in seconds.
    static let patience = 60.0

    /// Tells of a delivery whose receipt is written.
    func tell(_ delivery: Delivery) {
        guard let notify = peil.configuration.drop(named: delivery.claim.drop)?.notify,
            !notify.onlyRejected || delivery.outcome == .rejected
        else { return }
        let (peil, logger) = (peil, peil.logger)
        let thread = Thread {
            // Each way by itself: a mail system that takes nothing keeps no program from being told.
            func attempt(_ tell: () throws -> Void) {
                var metadata: Logger.Metadata = [
                    "delivery": "\(delivery.id)", "drop": "\(delivery.claim.drop)",
                ]
                do {
                    try tell()
                    logger.info("told of a delivery", metadata: metadata)
                } catch {
                    metadata["error"] = "\(error)"
                    logger.error(
                        "somebody could not be told of a delivery; its receipt is in the drop",
                        metadata: metadata
                    )
                }
            }
            let made = Result { () throws -> (receipt: Receipt, path: String) in
                let reporting = Reporting(peil: peil)
                let receipt = try reporting.receipt(of: delivery, language: peil.configuration.language)
                return (receipt, reporting.receiptPath(delivery))
            }
            if !notify.mail.isEmpty {
                attempt {
                    let (receipt, path) = try made.get()
                    // The addresses are arguments of their own, so that nothing in the message can add one.
                    try Self.run(
                        notify.sendmail,
                        ["-i", "--"] + notify.mail,
                        // Programs read the one, people the other.
                        input: Array(Self.message(receipt, to: notify.mail, path: Self.page(path)).utf8)
                    )
                }
            }
            if let command = notify.command {
                attempt {
                    let (receipt, path) = try made.get()
                    try Self.run(
                        command,
                        [path],
                        input: [],
                        environment: [
                            "DELIVERY": receipt.delivery, "OUTCOME": receipt.state.rawValue,
                            "DROP": receipt.drop, "DATASET": receipt.dataset,
                        ]
                    )
                }
            }
        }
        thread.name = "notice"
        thread.stackSize = 4 << 20
        thread.start()
    }

    /// The receipt for people that stands beside the one for programs.
    static func page(_ path: String) -> String {
        (path.hasSuffix(".json") ? String(path.dropLast(5)) : path) + ".html"
    }

    /// The message, for sendmail: what became of a file, what is wrong, where, and how to put it right.
    static func message(_ receipt: Receipt, to addresses: [String], path: String) -> String {
        let isDutch = receipt.language == "nl"
        func say(_ nl: String, _ en: String) -> String { isDutch ? nl : en }
        let outcome =
            receipt.duplicateOf != nil
            ? say("al eerder aangeleverd", "delivered before")
            : receipt.state == .accepted ? say("overgenomen", "accepted") : say("afgewezen", "rejected")
        let subject =
            "Peil: " + say("aanlevering", "delivery") + " \(receipt.delivery) \(outcome): \(receipt.file)"
        var body = say(
            "Het bestand \(plain(receipt.file)) in de map \(receipt.drop) is \(outcome).\n",
            "The file \(plain(receipt.file)) in the drop \(receipt.drop): \(outcome).\n"
        )
        for kind in receipt.summary where kind.severity != .note {
            guard
                let first = receipt.findings.first(where: {
                    $0.code == kind.code && $0.severity == kind.severity
                })
            else { continue }
            let place = first.line.map { say(" (regel \($0))", " (line \($0))") } ?? ""
            let more = kind.total > 1 ? say(" En nog \(kind.total - 1).", " And \(kind.total - 1) more.") : ""
            body += "\n- \(plain(first.message))\(place)\(more)\n  \(plain(first.repair))\n"
        }
        body += "\n" + say("Het ontvangstbewijs: ", "The receipt: ") + plain(path) + "\n"
        return """
            To: \(addresses.joined(separator: ", "))
            Subject: \(encoded(subject))
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit


            """ + body
    }

    /// Text on one line: the name of a file cannot begin another header.
    private static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    $0.value < 32 || $0.properties.generalCategory == .format ? "?" : $0
                }
            )
        )
    }

    /// A header in the words of RFC 2047, of at most 45 bytes each.
    private static func encoded(_ text: String) -> String {
        var words: [String] = []
        var word = ""
        for character in plain(text) {
            if word.utf8.count + character.utf8.count > 45, !word.isEmpty {
                words.append(word)
                word = ""
            }
            word.append(character)
        }
        words.append(word)
        return words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\n ")
    }

    /// A program that failed.
    struct Failure: Error, CustomStringConvertible {
        let program: String
        let reason: String
        var description: String { "\(program): \(reason)" }
    }

    private static func run(
        _ program: String,
        _ arguments: [String],
        input: [UInt8],
        environment: [String: String] = [:]
    ) throws {
        guard
            let process = OutsideProgram(
                program,
                arguments,
                environment: environment,
                input: input
            )
        else { throw Failure(program: program, reason: "cannot be run") }
        let end = Date(timeIntervalSinceNow: patience)
        while process.isRunning, Date() < end { usleep(20_000) }
        if process.isRunning {
            process.end()
            throw Failure(program: program, reason: "took longer than \(Int(patience)) seconds and was ended")
        }
        guard process.status == 0 else {
            throw Failure(program: program, reason: "ended with \(process.status)")
        }
    }
}
