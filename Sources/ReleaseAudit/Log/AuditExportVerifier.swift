/// Audits an exported log from its bytes, as they come, in constant memory.
///
/// ```swift
/// var verifier = AuditExportVerifier(keys: keys, checkpoints: kept)
/// while let piece = nextPiece() { try verifier.take(piece) }
/// let outcome = try verifier.finish()
/// ```
package struct AuditExportVerifier {
    /// What the audit came to.
    package struct Outcome: Hashable, Sendable {
        package var audit: LogAudit.Result
        /// The checkpoints of the export that count: those that a known key signed or, where no key is known, all.
        package var checkpoints: [Checkpoint]
        /// The names of the known keys that signed them, in order, each once.
        package var signers: [String]
        /// Why checkpoints of the export do not count; empty where all do.
        package var refusals: [String]

        /// Reports whether the log is whole and each of its checkpoints counts.
        package var isWhole: Bool { audit.isWhole && refusals.isEmpty }
    }

    private let keys: [NoteVerifier]
    private let keptCheckpoints: [Checkpoint]
    private var partialLine: [UInt8] = []
    private var lineNumber = 0
    private var statedCount: Int64?
    private var checkpoints: [Checkpoint] = []
    private var signers: [String] = []
    private var refusals: [String] = []
    private var audit: LogAudit?
    private var entryCount: Int64 = 0

    /// - Parameters:
    ///   - keys: whose signatures count. Where there are none, checkpoints of the export are taken as they are and a
    ///     notice says so.
    ///   - checkpoints: kept from earlier, signatures already checked.
    package init(keys: [NoteVerifier], checkpoints: [Checkpoint] = []) {
        self.keys = keys
        self.keptCheckpoints = checkpoints
    }

    /// Takes in the next bytes of the export.
    package mutating func take(_ bytes: [UInt8]) throws(AuditExportError) {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: 10) {
            if partialLine.isEmpty {
                try read(rest[..<end])
            } else {
                partialLine += rest[..<end]
                let line = partialLine
                partialLine.removeAll(keepingCapacity: true)
                try read(line[...])
            }
            rest = rest[(end + 1)...]
        }
        partialLine += rest
        if partialLine.count > AuditExport.maximumLineBytes {
            throw AuditExportError(line: lineNumber + 1, malformation: .tooLong)
        }
    }

    /// Ends the audit.
    package consuming func finish() throws(AuditExportError) -> Outcome {
        guard partialLine.isEmpty else { throw AuditExportError(line: lineNumber + 1, malformation: .unfinished) }
        guard let statedCount else { throw AuditExportError(line: 1, malformation: .noHeader) }
        var result = (audit ?? LogAudit(checkpoints: keptCheckpoints + checkpoints)).finish()
        if entryCount < statedCount {
            result.faults.append(
                LogFault(
                    .truncated, entry: entryCount,
                    "the export holds \(entryCount) of the \(statedCount) entries that its first line states"))
        } else if entryCount > statedCount {
            result.faults.append(
                LogFault(
                    .altered, entry: statedCount,
                    "the export holds \(entryCount) entries and its first line states \(statedCount)"))
        }
        if keys.isEmpty && !checkpoints.isEmpty {
            result.notices.append("no key is known, so nobody vouches for the checkpoint of the export")
        }
        if keptCheckpoints.isEmpty && checkpoints.isEmpty {
            result.notices.append("there is no checkpoint, so entries missing at the end cannot be told")
        }
        return Outcome(audit: result, checkpoints: checkpoints, signers: signers, refusals: refusals)
    }

    private mutating func read(_ line: ArraySlice<UInt8>) throws(AuditExportError) {
        lineNumber += 1
        guard line.count <= AuditExport.maximumLineBytes else { throw error(.tooLong) }
        let parsed: AuditExport.Line
        do {
            parsed = try AuditExport.parse(line)
        } catch {
            throw self.error(lineNumber == 1 ? .noHeader : error)
        }
        switch parsed {
        case .header(let count):
            guard lineNumber == 1 else { throw error(.secondHeader) }
            statedCount = count
        case .checkpoint(let note):
            guard lineNumber > 1 else { throw error(.noHeader) }
            guard audit == nil else { throw error(.lateCheckpoint) }
            take(note)
        case .entry(let entry):
            guard lineNumber > 1 else { throw error(.noHeader) }
            if audit == nil { audit = LogAudit(checkpoints: keptCheckpoints + checkpoints) }
            audit?.add(entry)
            entryCount += 1
        }
    }

    private mutating func take(_ text: String) {
        do {
            let note = try SignedNote(serialized: Array(text.utf8))
            if !keys.isEmpty {
                for name in try note.verify(with: keys).verified.map(\.name) where !signers.contains(name) {
                    signers.append(name)
                }
            }
            checkpoints.append(try Checkpoint(text: note.text))
        } catch {
            refusals.append("the checkpoint in line \(lineNumber) does not count: \(error)")
        }
    }

    private func error(_ malformation: AuditExportError.Malformation) -> AuditExportError {
        AuditExportError(line: lineNumber, malformation: malformation)
    }
}
