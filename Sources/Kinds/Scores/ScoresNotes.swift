import Codebook
import Statistics

extension ScoresKind {
    var notes: KindNotes {
        KindNotes(threshold: thresholdNote, method: methodNote, sources: adoptedNotes)
    }

    /// The note on the scores.
    private var methodNote: Text? {
        guard let scheme = codebook.scheme.coefficients else { return nil }
        return Text(
            nl: "Scores zijn gemiddelden van de som van de coëfficiënten, gedeeld door \(scheme.divisor).",
            en: "Scores are means of the sum of the coefficients, divided by \(scheme.divisor)."
        )
    }

    /// A note on each set of coefficients that was adopted from a file.
    private var adoptedNotes: [Text] {
        guard let scheme = codebook.scheme.coefficients else { return [] }
        return scheme.sets.filter { $0.file != nil }.map { set in
            let (first, last) = (set.serves.lowerBound, set.serves.upperBound)
            return Text(
                nl: "Coëfficiënten \(set.key), voor \(first) tot en met \(last): \(set.provenance.nl).",
                en: "Coefficients \(set.key), for \(first) to \(last): \(set.provenance.en)."
            )
        }
    }
}
