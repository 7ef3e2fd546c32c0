package import Ledger
import ReleaseService
import Statistics

/// That a release waits for approval or for its time, in short.
package struct WaitingState: Encodable, Sendable {
    package let release: Int
    package let since: String
    package let state: String
    package let publishAt: String?

    /// The state of a release; nil for one that can be published no more.
    package init?(_ waiting: WaitingRelease?) {
        guard let waiting, waiting.isOpen else { return nil }
        release = waiting.number
        since = waiting.release.time.iso8601
        state = waiting.state.rawValue
        publishAt = waiting.decision?.stated
    }

    /// One sentence for people, without its end.
    package var words: String {
        state == WaitingRelease.State.approved.rawValue
            ? "release \(release) is approved, and published at \(publishAt ?? "once")"
            : "release \(release) waits for approval since \(since.prefix(16).replacing("T", with: " ")) UTC"
    }
}

/// Outcome of a decision about a release.
package struct DecisionOutcome: Encodable, Sendable {
    package let dataset: String
    package let release: Int
    package let state: String
    package let publishAt: String?
    /// The number of the release that is current.
    package let current: Int?
    /// True where it was to be published at once, and is not yet.
    private let isLate: Bool

    private enum CodingKeys: CodingKey { case dataset, release, state, publishAt, current }

    /// Tells what became of a release; one that was approved for later may have been published meanwhile.
    package init(dataset: String, release: Int, current: Int?, isRejected: Bool, publishAt: String?) {
        isLate = !isRejected && current != release && publishAt == nil
        self.dataset = dataset
        self.release = release
        self.current = current
        self.publishAt = publishAt
        state = isRejected ? "rejected" : current == release ? "published" : "approved"
    }

    /// Why it is not published though it was to be at once; nil where it is, or was not to be.
    package var failure: String? {
        isLate
            ? "release \(release) of \(dataset) could not be published: the journal and `peil status` say why; "
                + "it stays approved, and the daemon or `peil once` tries again" : nil
    }

    /// One sentence for people.
    package var words: String {
        switch state {
        case "published": "Release \(release) of \(dataset) is published."
        case "rejected": "Release \(release) of \(dataset) is rejected and is never published."
        default:
            "Release \(release) of \(dataset) is approved"
                + (publishAt.map { " and is published at \($0)." } ?? ", and not published yet.")
        }
    }
}
