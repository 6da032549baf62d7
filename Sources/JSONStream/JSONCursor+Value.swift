package import ReleaseModel

/// How much of a tree may still be built.
private struct ValueBudget {
    var nodes: Int
    var bytes: Int
}

extension JSONCursor {
    /// Reads the next value as a tree of at most `maximumNodes` values and `maximumBytes` of text.
    package mutating func value(maximumNodes: Int = 1_000_000, maximumBytes: Int = 64 << 20) throws(JSONError)
        -> JSONValue
    {
        var budget = ValueBudget(nodes: maximumNodes, bytes: maximumBytes)
        return try value(within: &budget)
    }

    private mutating func value(within budget: inout ValueBudget) throws(JSONError) -> JSONValue {
        budget.nodes -= 1
        guard budget.nodes >= 0, budget.bytes >= 0 else {
            throw error("the document has more values than are accepted here")
        }
        switch try peek() {
        case .null:
            try literal("null")
            return .null
        case .bool: return .bool(try bool())
        case .string:
            let text = try string()
            budget.bytes -= text.utf8.count
            return .string(text)
        case .number:
            let text = try numberText()
            if let whole = Int64(text) { return .integer(whole) }
            if let exact = ExactDecimal(text) { return .decimal(exact) }
            return .double(Double(text) ?? .infinity)
        case .array:
            var elements: [JSONValue] = []
            var inner = budget
            try readArray { json throws(JSONError) in elements.append(try json.value(within: &inner)) }
            budget = inner
            return .array(elements)
        case .object:
            var members: [JSONValue.Member] = []
            var inner = budget
            try readObject { name, json throws(JSONError) in
                inner.bytes -= name.utf8.count
                members.append(JSONValue.Member(name, try json.value(within: &inner)))
            }
            budget = inner
            return .object(members)
        }
    }
}
