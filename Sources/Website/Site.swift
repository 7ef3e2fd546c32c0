import Classification
import Codebook
package import ConfigurationFiles
package import Ledger
package import Pages
import Publish
package import Statistics
package import Telemetry
package import Web

/// The pages that the service shows: what waits and what went wrong, what is published, and what it means.
///
/// Without a token everything on them is published already, or a number of files. What stands in deliveries, their
/// names and their findings, is shown to those alone who come with a token.
package struct Site: Sendable {
    /// Sources of a running service for the pages, asked at each request.
    package struct Sources: Sendable {
        let configuration: @Sendable () -> Configuration
        let catalogue: @Sendable () -> Catalogue
        /// How often configuration and catalogue were read: with another number they may be others.
        let knowledge: @Sendable () -> Int
        let ledger: any LedgerStore
        let now: @Sendable () -> Timestamp
        /// Stuck work, by the part of the service, in words for operators.
        let troubles: @Sendable () -> [(part: String, subject: String, reason: String)]
        /// The receipt of an uploaded file that is only checked, for a drop.
        ///
        /// Nil where the check takes too long.
        let check: @Sendable (WebUpload, Configuration.Drop, Language) throws -> Receipt?
        /// How far the reading of a delivery has come, from 0 to 1; nil where nobody knows.
        let progress: @Sendable (DeliveryID) -> Double?
        /// The receipt of a delivery in a language.
        let receipt: @Sendable (Delivery, Language) throws -> Receipt
        /// Changes of the published figures by a delivery.
        let effects: @Sendable (Delivery) throws -> ReceiptEffects?
        /// Carries out a decision about a release that waits, and returns the answer.
        ///
        /// The moment is as the person stated it; nil for at once. The answer is nil where there was none in time.
        let decide:
            @Sendable (_ dataset: String, _ number: Int, _ isRejected: Bool, _ person: String, _ at: String?)
                throws -> ControlAnswer?
        /// The cost of protection in a release: of rows and of figures, those withheld or changed by reason.
        let cost: @Sendable (ReleaseRecord) -> (rows: Plot.Cost, figures: Plot.Cost)?

        /// Names the sources.
        package init(
            configuration: @escaping @Sendable () -> Configuration,
            catalogue: @escaping @Sendable () -> Catalogue,
            knowledge: @escaping @Sendable () -> Int,
            ledger: any LedgerStore,
            now: @escaping @Sendable () -> Timestamp,
            troubles: @escaping @Sendable () -> [(part: String, subject: String, reason: String)],
            check: @escaping @Sendable (WebUpload, Configuration.Drop, Language) throws -> Receipt?,
            progress: @escaping @Sendable (DeliveryID) -> Double?,
            receipt: @escaping @Sendable (Delivery, Language) throws -> Receipt,
            effects: @escaping @Sendable (Delivery) throws -> ReceiptEffects?,
            decide:
                @escaping @Sendable (
                    _ dataset: String, _ number: Int, _ isRejected: Bool, _ person: String, _ at: String?
                ) throws -> ControlAnswer?,
            cost: @escaping @Sendable (ReleaseRecord) -> (rows: Plot.Cost, figures: Plot.Cost)?
        ) {
            self.configuration = configuration
            self.catalogue = catalogue
            self.knowledge = knowledge
            self.ledger = ledger
            self.now = now
            self.troubles = troubles
            self.check = check
            self.progress = progress
            self.receipt = receipt
            self.effects = effects
            self.decide = decide
            self.cost = cost
        }
    }

    let sources: Sources
    let version: String
    let shelf = TableShelf()

    /// Creates the pages of a service.
    package init(_ sources: Sources, version: String) {
        self.sources = sources
        self.version = version
        PageTemplates.prepare()
    }

    /// The paths of the pages.
    package var routes: RouteGroup {
        RouteGroup([
            .get("/") { try overview(Visit($0, self)) },
            .get("/calendar") { try calendar(Visit($0, self)) },
            .get("/events") { try events($0) },
            .get("/datasets") { try datasets(Visit($0, self)) },
            .get("/datasets/:dataset") { try dataset(Visit($0, self)) },
            .get("/datasets/:dataset/regions/:code") { try region(Visit($0, self)) },
            .get("/datasets/:dataset/releases/:number") { try release(Visit($0, self)) },
            .post("/datasets/:dataset/releases/:number/decision") { try decide(Visit($0, self)) },
            .get("/datasets/:dataset/method") { method(Visit($0, self)) },
            .get("/datasets/:dataset/codebook") { codebook(Visit($0, self)) },
            .get("/datasets/:dataset/templates") { templates(Visit($0, self)) },
            .get("/datasets/:dataset/templates/:file") { emptyDelivery($0) },
            .get("/deliveries") { try deliveries(Visit($0, self)) },
            .get("/deliveries/:number") { try delivery(Visit($0, self)) },
            .get("/deliveries/:number/findings.csv") { try findings(Visit($0, self)) },
            .get("/deliveries/:number/validation.json") { try validation(Visit($0, self)) },
            .get("/deliveries/:number/letter") { try letter(Visit($0, self)) },
            .get("/check") { checkForm(Visit($0, self)) },
            .upload("/check") { try checked(Visit($0, self)) },
            .get("/assets/peil.css") { _ in asset(PageStyle.site, "text/css; charset=utf-8") },
            .get("/assets/peil.js") { _ in asset(PageStyle.script, "text/javascript; charset=utf-8") },
            .get("/assets/peil.svg") { _ in asset(PageStyle.icon, "image/svg+xml") },
        ])
    }

    private func asset(_ text: String, _ type: String) -> WebResponse { .text(text, type: type) }

    /// The codebook of a data set; nil where there is none.
    func codebook(of dataset: String) -> Codebook? { sources.catalogue().codebooks[dataset] }

    /// The edition that a data set is stored in.
    func edition(of dataset: String) -> Edition? {
        let configuration = sources.configuration()
        let key = configuration.drops.first { $0.dataset == dataset }?.edition ?? configuration.edition
        return sources.catalogue().editions[key]
    }

    /// A release on the disk; the newest where no number is given.
    ///
    /// Nil where it is not there.
    func tables(_ dataset: String, _ number: Int? = nil) throws -> ReleaseTables? {
        guard let number = try number ?? sources.ledger.releases(dataset: dataset, limit: 1).first?.number
        else { return nil }
        return shelf.release(
            Publisher(root: sources.configuration().publish, cache: "").directory(
                dataset: dataset,
                number: number
            )
        )
    }

    /// A moment as people read it.
    func moment(_ time: Timestamp, _ language: Language) -> String {
        ReceiptMoment(milliseconds: time.milliseconds).text(language)
    }
}
