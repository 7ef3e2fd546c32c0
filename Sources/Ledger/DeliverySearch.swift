import Foundation
import Statistics
import Workflow

/// The terms of a search for deliveries.
public struct DeliverySearch: Hashable, Sendable {
    /// The outcome of a delivery.
    public enum Fate: Hashable, Sendable {
        /// Accepted, and not reverted.
        case accepted
        /// Rejected.
        case rejected
        /// Reverted.
        case reverted
    }

    /// A part of a name, or a number, or a code; every delivery where it is empty.
    ///
    /// Names are those of the file, of the drop and of the data set, and the digest, in capitals or not. The number, and the code of one
    /// of the findings, are taken as a whole.
    public var words: String
    /// Their outcome; nil for any.
    public var fate: Fate?
    /// Deliveries before this one; nil for all.
    public var before: DeliveryID?

    /// Creates a search.
    public init(_ words: String = "", fate: Fate? = nil, before: DeliveryID? = nil) {
        self.words = words
        self.fate = fate
        self.before = before
    }

    /// How many numbers one search looks through, so that it costs no more as a ledger grows old.
    public static let reach: Int64 = 20_000

    /// The number that the words are; nil where they are none.
    var number: DeliveryID? { DeliveryID(words) }

    /// The code that the words may be; nil where they can be none.
    var code: String? {
        let code = words.lowercased()
        let isCode = code.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        return isCode && !code.isEmpty ? code : nil
    }

    /// The words as a name may have them, whose letters beyond ASCII a search tells apart by case and by how they are composed.
    var spellings: [String] {
        guard words.utf8.contains(where: { $0 > 127 }) else { return [words] }
        let cases = [words, words.lowercased(), words.uppercased()]
        // Strings that are composed in different ways are equal, their bytes are not.
        var seen: Set<[UInt8]> = []
        return cases.flatMap {
            [$0.precomposedStringWithCanonicalMapping, $0.decomposedStringWithCanonicalMapping]
        }
        .filter { seen.insert(Array($0.utf8)).inserted }
    }

    /// Whether a delivery is what is searched for, but for its number.
    func matches(_ delivery: Delivery) -> Bool {
        switch fate {
        case .accepted where delivery.outcome != .accepted || delivery.reverted != nil: return false
        case .rejected where delivery.outcome != .rejected: return false
        case .reverted where delivery.reverted == nil: return false
        case nil, .accepted, .rejected, .reverted: break
        }
        if words.isEmpty || delivery.id == number { return true }
        let claim = delivery.claim
        let needle = words.lowercased()
        return [claim.file, claim.drop, claim.dataset, delivery.sha256 ?? ""]
            .contains { $0.lowercased().contains(needle) }
            || delivery.report?.findings.totals.contains { $0.key.code == code } == true
    }
}

/// Deliveries that were searched for.
public struct DeliveriesFound: Hashable, Sendable {
    /// Those that were found, newest first, up to the limit.
    public var deliveries: [Delivery]
    /// Where the search goes on, as `before`; nil where nothing is left.
    public var next: DeliveryID?

    /// Takes what was found, one more than the limit where there are so many, from a first number on.
    init(_ found: [Delivery], limit: Int, from first: Int64) {
        deliveries = Array(found.prefix(max(0, limit)))
        next = found.count > deliveries.count ? deliveries.last?.id : first > 1 ? DeliveryID(first) : nil
    }
}
