import ReleaseEvidence
import ReleaseModel
import Testing

/// What every reader must do with every kind of bad document. A new format joins with one sample file.
@Suite("Every reader")
struct ConformanceTests {
    @Test("has a sample, and every sample a reader")
    func samplesAreComplete() {
        #expect(Sample.all.map(\.format).sorted() == EvidenceReaderCatalog.all.map { $0.format.id }.sorted())
    }

    @Test("gives facts of its format only, and the format facts of the catalog only", arguments: Sample.all)
    func factsAreListed(sample: Sample) throws {
        let (format, reading) = try EvidenceReaderCatalog.read(EvidenceDocument(name: sample.name, bytes: sample.bytes))
        #expect(format.id == sample.format, "told apart by content")
        #expect(reading.facts.contains { $0.value != nil }, "a golden sample shows something")
        #expect(Set(reading.facts.map(\.id)).count == reading.facts.count, "no fact twice")
        for fact in reading.facts {
            let definition = FactCatalog.definition(of: fact.id)
            #expect(definition != nil, "\(fact.id) is in the catalog")
            #expect(
                format.facts.contains(fact.id) || format.facts.contains { $0 == definition?.id }, "\(fact.id) is listed"
            )
            if let value = fact.value { #expect(definition?.type == value.type, "\(fact.id) has its type") }
        }
        for id in format.facts { #expect(FactCatalog.definition(of: id) != nil, "\(id) is in the catalog") }
        #expect(!format.specification.isEmpty && !format.title.isEmpty)
        #expect(try sample.readAsStated(sample.bytes) == reading, "stating the format changes nothing")
    }

    @Test("reads an empty document as an error", arguments: Sample.all)
    func empty(sample: Sample) {
        for bytes in [[], [0x20], Array("\n\r\n".utf8), [0xEF, 0xBB, 0xBF]] {
            #expect(throws: EvidenceError.self) { try sample.read(bytes) }
            #expect(throws: EvidenceError.self) { try sample.readAsStated(bytes) }
        }
    }

    @Test("does not take a cut off document for a whole one", arguments: Sample.all)
    func cutOff(sample: Sample) throws {
        let whole = try sample.read(sample.bytes)
        let end = (sample.bytes.lastIndex { $0 > 32 } ?? 0) + 1
        for step in 1..<50 {
            let cut = end * step / 50
            guard let reading = try? sample.readAsStated(Array(sample.bytes.prefix(cut))) else { continue }
            #expect(!sample.hasEnd, "cut at \(cut) of \(end)")
            #expect(reading.facts != whole.facts, "cut at \(cut) of \(end)")
        }
    }

    @Test("does not read a document of another format", arguments: Sample.all)
    func otherFormats(sample: Sample) throws {
        let reader = try #require(EvidenceReaderCatalog.reader(of: sample.format))
        for other in Sample.all where reader.recognizes(DocumentOutline(of: other.bytes)) == .no {
            let reading = try? sample.readAsStated(other.bytes)
            let known = reading?.facts.filter { $0.value != nil } ?? []
            #expect(known.isEmpty, "\(other.name) read as \(sample.format)")
        }
        for text in ["[]", "{}", "null", "0", "\"text\"", "<a/>", "plain words", "- a\n- b\n"] {
            let reading = try? sample.readAsStated(Array(text.utf8))
            #expect((reading?.facts ?? []).allSatisfy { $0.value == nil }, "\(text) read as \(sample.format)")
        }
    }

    @Test("refuses deep nesting with a place", arguments: Sample.all)
    func deepNesting(sample: Sample) {
        let depth = 20_000
        let json = Array("{\"a\":".utf8) + [UInt8](repeating: UInt8(ascii: "["), count: depth)
        let xml = Array((0..<depth).map { _ in "<testsuite>" }.joined().utf8)
        for bytes in [json, xml] {
            #expect(throws: EvidenceError.self) { try sample.readAsStated(bytes) }
        }
        guard sample.isJSON else { return }
        let inside = "{\"zz\":" + String(repeating: "[", count: 600) + String(repeating: "]", count: 600) + ","
        let bytes = Array(inside.utf8) + sample.bytes.drop { $0 != UInt8(ascii: "{") }.dropFirst()
        let error = #expect(throws: EvidenceError.self) { try sample.readAsStated(bytes) }
        #expect((error?.line ?? 0) > 0)
    }

    @Test("survives numbers of any size", arguments: Sample.all)
    func hugeNumbers(sample: Sample) {
        let large = ["9223372036854775807", "-9223372036854775808", "99999999999999999999999999", "1e400", "-1"]
        for number in large {
            for range in digitRuns(in: sample.bytes).prefix(120) {
                var bytes = sample.bytes
                bytes.replaceSubrange(range, with: Array(number.utf8))
                _ = try? sample.readAsStated(bytes)
            }
        }
    }

    @Test("survives damage anywhere, and never invents a fact of another format", arguments: Sample.all)
    func damage(sample: Sample) throws {
        let reader = try #require(EvidenceReaderCatalog.reader(of: sample.format))
        let listed = Set(reader.format.facts.map(\.name))
        var state: UInt64 = 88_172_645_463_325_252
        func next(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(max(bound, 1)))
        }
        let marks = Array("{}[]\",:<>&;/=-0e.\u{0}\n".utf8) + [0x80, 0xC3, 0xFF]
        for _ in 0..<300 {
            var bytes = sample.bytes
            for _ in 0...next(3) where !bytes.isEmpty {
                let place = next(bytes.count)
                switch next(4) {
                case 0: bytes[place] = marks[next(marks.count)]
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(marks[next(marks.count)], at: place)
                default:
                    bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + next(40))], at: next(bytes.count))
                }
            }
            guard let reading = try? sample.readAsStated(bytes) else { continue }
            for fact in reading.facts {
                let id = FactCatalog.definition(of: fact.id)?.id.name ?? ""
                #expect(listed.contains(fact.id.name) || listed.contains(id), "\(fact.id)")
            }
        }
    }

    @Test("refuses a name that stands twice", arguments: Sample.all.filter(\.isJSON))
    func duplicateNames(sample: Sample) {
        let bytes = Array("{\"zz\":1,\"zz\":2,".utf8) + sample.bytes.drop { $0 != UInt8(ascii: "{") }.dropFirst()
        #expect(throws: EvidenceError.self) { try sample.readAsStated(bytes) }
    }

    @Test("refuses bytes that are no UTF-8", arguments: Sample.all)
    func invalidEncoding(sample: Sample) throws {
        let whole = try sample.read(sample.bytes)
        for place in 1..<20 {
            var bytes = sample.bytes
            bytes.insert(0xFF, at: bytes.count * place / 20)
            guard let reading = try? sample.readAsStated(bytes) else { continue }
            #expect(!sample.hasEnd || reading.facts == whole.facts, "0xFF at \(bytes.count * place / 20)")
        }
        let text = String(decoding: sample.bytes, as: UTF8.self)
        var little: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { little += [UInt8(unit & 255), UInt8(unit >> 8)] }
        #expect(throws: EvidenceError.self) { try sample.read(little) }
    }

    @Test("reads a byte order mark and Windows line ends as if they were not there", arguments: Sample.all)
    func lineEnds(sample: Sample) throws {
        let whole = try sample.read(sample.bytes)
        #expect(try sample.read([0xEF, 0xBB, 0xBF] + sample.bytes).facts == whole.facts)
        let windows = sample.bytes.flatMap { $0 == 10 ? [13, 10] : [$0] }
        #expect(try sample.read(windows).facts == whole.facts)
    }

    @Test("lets no secret through, wherever it stands", arguments: Sample.all)
    func secrets(sample: Sample) {
        // Put together here so that scanners of the source do not take it for a real one.
        let secret = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a"
        for range in texts(in: sample.bytes).prefix(400) {
            var bytes = sample.bytes
            bytes.replaceSubrange(range, with: Array(secret.utf8))
            let output: String
            do {
                output = "\(try sample.readAsStated(bytes))"
            } catch {
                output = "\(error)"
            }
            #expect(!output.contains(secret), "in place of bytes \(range)")
        }
    }

    /// A list may come in pages, so a page that stands twice may be read; it must not count twice.
    @Test(
        "a document that stands twice is refused, unknown, or says no more than once",
        arguments: Sample.all.filter(\.hasEnd))
    func twoDocuments(sample: Sample) throws {
        guard sample.isJSON || sample.isXML else { return }
        let once = try sample.readAsStated(sample.bytes)
        guard let twice = try? sample.readAsStated(sample.bytes + [10] + sample.bytes) else { return }
        for fact in twice.facts {
            let known = once.facts.first { $0.id == fact.id }?.value
            #expect(fact.value == nil || fact.value == known, "\(fact.id.name)")
        }
    }

    private func digitRuns(in bytes: [UInt8]) -> [Range<Int>] {
        runs(in: bytes) { (48...57).contains($0) }
    }

    /// The texts between double quotes, and in texts without quotes what stands behind a colon.
    private func texts(in bytes: [UInt8]) -> [Range<Int>] {
        let quotes = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\"") }
        if quotes.count > 8 {
            return zip(quotes, quotes.dropFirst()).map { $0.0 + 1..<$0.1 }.filter { !$0.isEmpty }
        }
        return runs(in: bytes) { $0 > 32 && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ",") }
    }

    private func runs(in bytes: [UInt8], _ isMember: (UInt8) -> Bool) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start: Int?
        for index in bytes.indices {
            if isMember(bytes[index]) {
                start = start ?? index
            } else if let begin = start {
                found.append(begin..<index)
                start = nil
            }
        }
        if let begin = start { found.append(begin..<bytes.count) }
        return found
    }
}

extension FactValue {
    fileprivate var type: FactDefinition.ValueType {
        switch self {
        case .count: .count
        case .ratio: .ratio
        case .number: .number
        case .money: .money
        case .duration: .duration
        case .instant: .instant
        case .text: .text
        case .flag: .flag
        }
    }
}
