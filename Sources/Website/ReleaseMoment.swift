import Statistics
import Telemetry

/// The time of a manifest, for people.
enum ReleaseMoment {
    static func text(_ iso8601: String, _ language: Language) -> String {
        ReceiptMoment(iso8601)?.text(language) ?? iso8601
    }
}
