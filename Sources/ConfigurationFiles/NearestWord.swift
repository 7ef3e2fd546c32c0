/// The known word that an unknown one was probably meant to be.
enum NearestWord {
    /// Returns the nearest of the words; nil where none is near.
    static func nearest(to word: String, among words: some Sequence<String>) -> String? {
        let own = Array(word.lowercased().utf8)
        let best = words.map { ($0, distance(own, Array($0.lowercased().utf8))) }
            .min { ($0.1, $0.0) < ($1.1, $1.0) }
        guard let best, best.1 <= max(2, own.count / 3) else { return nil }
        return best.0
    }

    /// The number of letters to add, remove or replace to make one word of the other.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let replaced = diagonal + (left == right ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[b.count]
    }
}
