/// A team's name for how critical a business matter is, and the risk class and playbook that go with it.
package struct CriticalityBand: Hashable, Sendable {
    /// The name, such as `high`.
    package var name: String
    /// The class that a release of this band has at least.
    package var riskClass: RiskClass
    /// The title of the band's playbook, where it is not the class's own.
    package var playbook: String?

    package init(name: String, riskClass: RiskClass, playbook: String? = nil) {
        self.name = name
        self.riskClass = riskClass
        self.playbook = playbook
    }
}
