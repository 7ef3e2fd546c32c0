import Codebook
import ConfigurationFiles
import Examination
import ReleaseService
import Workflow

extension Peil {
    /// Who examines files of a data set, as the configuration and the catalogue in force say.
    ///
    /// - Parameters:
    ///   - dataset: The data set.
    ///   - edition: The key of the edition of the classification.
    ///   - mode: The part of the stored values that a delivery replaces.
    ///   - drop: The drop, whose settings count; nil for one that is no longer configured.
    ///   - meansToReplace: True if the steward said that the delivery is meant to drop what it lacks.
    /// - Returns: The examiner.
    /// - Throws: `ConfigurationFlaw` where there is no such codebook or edition.
    func examiner(
        dataset: String,
        edition: String,
        mode: DeliveryMode,
        drop: Configuration.Drop?,
        meansToReplace: Bool
    ) throws -> Examiner {
        let catalogue = catalogue
        var examiner = Examiner(
            codebook: try catalogue.codebook(dataset),
            edition: try catalogue.edition(edition),
            mode: mode,
            largestDelivery: configuration.largestDelivery,
            others: catalogue.codebooks.values.sorted { $0.dataset < $1.dataset }
        )
        examiner.meansToReplace = drop?.replaces == true || meansToReplace
        if drop?.isPublishedElsewhere != true {
            examiner.standing = StandingRelease(
                publisher: publisher,
                codebook: examiner.codebook,
                edition: examiner.edition
            )
        }
        return examiner
    }

    /// Who examines the files of a drop.
    func examiner(of drop: Configuration.Drop, meansToReplace: Bool) throws -> Examiner {
        try examiner(
            dataset: drop.dataset,
            edition: drop.edition,
            mode: drop.mode,
            drop: drop,
            meansToReplace: meansToReplace
        )
    }
}
