import Codebook
import YAMLReading

/// Finds the node of a codebook's file that defines a part of the codebook.
struct CodebookPlaces {
    let codebook: Codebook
    let root: YAMLNode

    /// The node of a part, or its nearest existing ancestor.
    func node(of part: Codebook.Part) -> YAMLNode {
        switch part {
        case .keys: find("keys")
        case .levels: find("levels")
        case .variables: find("variables")
        case .variable(let variable): find("variables", variable)
        case .category(let variable, let category): find("variables", variable, "categories", category)
        case .groups(let variable): find("variables", variable, "groups")
        case .group(let variable, let group): find("variables", variable, "groups", group)
        case .topics: find("topics")
        case .topic(let topic): find("topics", topic)
        case .forms: find("forms")
        case .form(let form): find("forms", form)
        case .scoring: find("scoring")
        case .indicator(let indicator): find("scoring", "indicators", indicator)
        case .coefficientSets: find("scoring", "sets")
        case .coefficientSet(let set): find("scoring", "sets", set)
        case .coefficients(let set, let variable):
            find("scoring", "sets", set, "coefficients", codebook.variables[variable].key)
        case .protection: find("protection")
        case .postcodes: find("postcodes")
        case .development: find("development")
        }
    }

    private func find(_ steps: any Step...) -> YAMLNode {
        var node = root
        for step in steps {
            guard let next = step.next(in: node) else { break }
            node = next
        }
        return node
    }
}

/// A step down in a file: a key of a mapping or a position in a list.
private protocol Step {
    func next(in node: YAMLNode) -> YAMLNode?
}

extension String: Step {
    fileprivate func next(in node: YAMLNode) -> YAMLNode? {
        var keys = try? node.keys()
        return keys?.optional(self)
    }
}

extension Int: Step {
    fileprivate func next(in node: YAMLNode) -> YAMLNode? {
        guard let items = try? node.items(), items.indices.contains(self) else { return nil }
        return items[self]
    }
}
