/// The sentence in which Terraform and OpenTofu sum a plan up, made from our counts so that the two can be compared.
enum TerraformWords {
    /// `Plan: 1 to import, 2 to add, 1 to change, 2 to destroy.`, where a replacement is one add and one destroy.
    static func summary(of tally: PlanTally) -> String {
        let imports = tally[.imports] > 0 ? "\(tally[.imports]) to import, " : ""
        let adds = tally[.creates] + tally[.replaces]
        let destroys = tally[.deletes] + tally[.replaces]
        return "Plan: \(imports)\(adds) to add, \(tally[.updates]) to change, \(destroys) to destroy."
    }
}
