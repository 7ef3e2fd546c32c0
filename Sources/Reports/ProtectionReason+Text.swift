import Disclosure

extension ProtectionReason {
    /// The reason in words, for those who may see confidential figures.
    package var words: String {
        switch self {
        case .threshold: "fewer units than may be published about"
        case .withheldEarlier: "withheld in a release that is still published"
        case .complement: "withheld, since it would give another region away"
        case .mergeInsufficient: "withheld, since nothing coarser protects a group of few units"
        case .merged: "groups of few units are merged"
        case .coarse: "rounded with a secret offset, since a group has few units"
        case .coarseForOthers:
            "rounded with a secret offset, since a region in it is withheld or has a group of few units"
        case .mergedForOthers: "groups are merged, since they would give another region away"
        case .frozen: "as it was, since the change would tell of a few units"
        case .differencing: "withheld, since the change would tell of a few units"
        case .auditor: "withheld, since an auditor could have worked it out"
        case .listed: "withheld, since the a-priori list of the codebook names it"
        case .noRow: "without a row of its own"
        }
    }
}
