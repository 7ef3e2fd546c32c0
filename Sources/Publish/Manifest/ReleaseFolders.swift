import Codebook
import Extracts
import Statistics

/// The folders of a release, each behind the one that it stands in.
struct ReleaseFolders {
    /// Their paths in the release, each beginning with `/`.
    let names: [String]

    /// The folders for the forms of a plan, and for tables that have one of their own.
    init(_ plan: ReleasePlan) {
        var names = Set(plan.codebook.extracts.map { "/\($0.folder)" })
        for period in plan.periods {
            let codebook = period.subject?.codebook ?? plan.codebook
            let name = "\(codebook.dataset)_\(period.period.name)\(period.subject?.suffix ?? "")"
            for file in codebook.extracts.flatMap({ $0.files(of: name, codebook) }) {
                names.insert("/" + file.path.split(separator: "/").dropLast().joined(separator: "/"))
            }
        }
        self.names = names.sorted()
    }

    /// The folders, and those that files of the manifest stand in besides.
    func names(with manifest: Manifest) -> [String] {
        let others = manifest.files.map { file in
            "/" + file.path.split(separator: "/").dropLast().joined(separator: "/")
        }
        return Set(names + others).sorted()
    }
}
