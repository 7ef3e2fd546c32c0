import Audit
import Codebook
import Disclosure
import Statistics
import TestSupport

extension OffsetTrial {
    /// Event in the country between two releases.
    enum Step: Sendable {
        /// So many units of one withheld region differ.
        case correct(Int)
        /// So many units of one region, whichever, differ.
        case correctAny(Int)
        /// So many units of every withheld region differ.
        case correctAll(Int)
        /// A withheld region is emptied.
        case empty
        /// The counts of the release before last come back.
        case revert
    }

    /// Outcome of releases one after the other.
    struct Course {
        /// Claims of the intruder.
        var leaks: [String] = []
        /// Faults that the check of the evidence found.
        var faults: [String] = []
        /// Targets without a world.
        var unproved: [String] = []
        /// How many worlds publish the same.
        var worlds = 0
        /// The size of what is kept, by release.
        var bytes: [Int] = []
        /// The furthest that any figure is behind, in units.
        var furthest = 0.0
        /// The figures with offset, and those of them off by a unit or more, in the last release.
        var figures = 0
        var behind = 0
        /// The figures that are two units off or more, in the last release.
        var far = 0
        /// How many figures were begun anew, in the last release.
        var turns = 0
    }

    /// Releases the country by itself: what is checked of it, and whatever would hold it back.
    func firstRelease() -> (evidence: OffsetEvidence, counted: CountedEvidence, faults: [String]) {
        let made = OffsetProtection(model: model, key: key, period: "2019").protect(country)
        let audit = OffsetAudit(rule)
        let counted = audit.counted(made.evidence)
        let missing = OffsetCompleteness(counted, after: OffsetStanding(), audit).faults(codebook)
        return (made.evidence, counted, made.outcome.unproved + audit.check(counted).faults + missing)
    }

    /// Releases the country, and again after every step; the intruder sees all of it.
    mutating func course(_ steps: [Step]) -> Course {
        var course = Course()
        var intruder = OffsetIntruder(model: model)
        let protection = OffsetProtection(model: model, key: key, period: "2019")
        let audit = OffsetAudit(rule)
        var history = OffsetHistory()
        var versions: [[[Int32]]] = []
        for step in [nil] + steps.map(Optional.some) {
            if let step { take(step, versions) }
            versions.append(country.atoms)
            let release = protection.protect(country, after: history)
            let standing = OffsetStanding(history, of: country)
            course.faults += OffsetCompleteness(audit.counted(release.evidence), after: standing, audit)
                .faults(codebook)
            history = release.history
            intruder.see(country, release.outcome)
            let verdict = audit.check(release.evidence)
            course.worlds += verdict.worlds
            course.faults += verdict.faults
            course.unproved += release.outcome.unproved
            course.bytes.append(history.bytes.count)
            (course.figures, course.behind, course.far) = (0, 0, 0)
            course.turns = release.outcome.rows.reduce(0) { $0 + $1.values.values.count { $0.turn > 0 } }
            for row in release.evidence.rows {
                for figure in row.figures where figure.offset != nil {
                    guard let off = off(figure, row, release.evidence) else { continue }
                    course.figures += 1
                    if off >= 1 { course.behind += 1 }
                    if off >= 2 { course.far += 1 }
                    course.furthest = max(course.furthest, off)
                }
            }
        }
        course.leaks = intruder.leaks()
        return course
    }

    /// The codebook as far as the check of what is left out looks at it.
    var codebook: Codebook {
        var codebook = SampleCodebook.codebook
        codebook.protection.interval = Int64(model.settings.interval)
        codebook.protection.offsets.rounding = model.settings.rounding == .plain ? .plain : .offset
        if model.countBase != nil { codebook.topics = [] }
        return codebook
    }

    /// Rule that the check knows.
    var rule: OffsetRule {
        var rule = OffsetRule(
            groups: model.variables.map(\.groups),
            coefficients: model.variables.map(\.coefficients),
            scoreUnit: model.scoreUnit,
            shareScale: model.countBase == nil ? 1000 : 1,
            scoreScale: 1000,
            minimum: model.settings.minimum,
            isJoint: model.isJoint
        )
        rule.isOfNumbers = model.countBase != nil
        return rule
    }

    private mutating func take(_ step: Step, _ versions: [[[Int32]]]) {
        switch step {
        case .correct(let units):
            guard let atom = any(of: withheld) else { return }
            correct(atom, units: units)
        case .correctAny(let units): correct(draw(country.atoms.count), units: units)
        case .correctAll(let units): for atom in withheld { correct(atom, units: units) }
        case .empty:
            guard let atom = any(of: withheld) else { return }
            empty(atom)
        case .revert: if versions.count > 1 { country.atoms = versions[versions.count - 2] }
        }
    }

    private mutating func any(of atoms: [Int]) -> Int? { atoms.isEmpty ? nil : atoms[draw(atoms.count)] }

    /// How far a share or score is off its exact figure, in units.
    private func off(_ figure: OffsetEvidence.Figure, _ row: OffsetEvidence.Row, _ evidence: OffsetEvidence)
        -> Double?
    {
        guard model.countBase == nil else { return nil }
        var units = 0
        var count = 0
        for atom in row.atoms {
            for (cell, own) in evidence.atoms[atom].enumerated() where own != 0 {
                units += Int(own)
                let ranks = [cell / 7, cell % 7]
                switch figure.measure {
                case .share(let variable, let groups):
                    if groups >> UInt32(model.variables[variable].groups[ranks[variable]]) & 1 == 1 {
                        count += Int(own)
                    }
                case .score(let rank):
                    for variable in 0..<2 where rank == 2 || rank == variable {
                        count += Int(own) * model.variables[variable].coefficients[ranks[variable]]
                    }
                case .deviation, .difference: return nil
                }
            }
        }
        var scale = 1000.0 / Double(figure.unit)
        if case .score = figure.measure { scale /= Double(model.scoreUnit) }
        return abs(Double(count) / Double(units) * scale - Double(figure.value))
    }
}
