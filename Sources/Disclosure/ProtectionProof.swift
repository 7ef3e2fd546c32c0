/// What a proof of safety is built from: the exact counts, and what is shown of them.
public struct ProtectionProof: Sendable {
    /// One connected part.
    struct Part: Sendable {
        let component: Component
        let views: [RegionView]
    }

    let parts: [Part]
}
