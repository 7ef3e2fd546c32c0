import Codebook
import YAMLReading

/// Reads the imputation of a missing category.
struct CodebookImputation {
    let variables: [Variable]
    let conditions: CodebookConditions

    /// Reads the setting.
    func setting(_ node: YAMLNode) throws -> ImputationSetting {
        var keys = try node.keys()
        let variableNode = try keys.required("variable")
        let name = try variableNode.string()
        guard let variable = variables.firstIndex(where: { $0.key == name }) else {
            throw variableNode.flaw("there is no variable '\(name)'", "name one of the variables")
        }
        let setting = ImputationSetting(
            variable: variable,
            mode: try keys.optional("mode")?.word(ImputationSetting.Mode.self) ?? .draw,
            seed: UInt64(try keys.required("seed").int(in: 0...Int.max)),
            replicates: try keys.optional("replicates")?.int(in: 0...64) ?? 0,
            persons: try keys.required("persons").items().map(person)
        )
        try keys.finish()
        return setting
    }

    private func person(_ node: YAMLNode) throws -> ImputationSetting.Person {
        var keys = try node.keys()
        let person = ImputationSetting.Person(
            key: try keys.required("key").string(),
            level: try conditions.coded(keys.required("level")),
            present: try keys.optional("present").map(conditions.condition),
            covariates: try keys.required("covariates").items().map(conditions.coded)
        )
        try keys.finish()
        return person
    }
}
