/// A name that refers to one thing of kind `Kind`: the compiler keeps a role from being taken for an environment.
package struct Identifier<Kind>: Hashable, Comparable, Sendable, ExpressibleByStringLiteral {
    /// The name as it is written in files.
    package let name: String

    /// The identifier `name`.
    package init(_ name: String) {
        self.name = name
    }

    package init(stringLiteral value: String) {
        self.name = value
    }

    package static func < (left: Self, right: Self) -> Bool { left.name < right.name }
}

extension Identifier: CustomStringConvertible {
    package var description: String { name }
}

package typealias RoleID = Identifier<Role>
package typealias PersonID = Identifier<Person>
package typealias EnvironmentID = Identifier<Environment>
package typealias ChannelID = Identifier<EvidenceChannel>
package typealias CriterionID = Identifier<Criterion>
package typealias FactID = Identifier<FactDefinition>
package typealias WaiverID = Identifier<Waiver>
package typealias ConnectorID = Identifier<Connector>
package typealias DraftKey = Identifier<Draft>
