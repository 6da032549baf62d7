import Foundation
import ReleaseAudit
import ReleaseModel

/// Keys and checkpoints in files. A signing key stays in its own file, readable by its owner alone, never in the ledger.
package enum AuditKeys {
    /// Makes a signing key called `name`, writes it to `path` and returns the key that verifies it.
    ///
    /// - Throws: `WorkflowFailure` where something stands at `path` already, or the name is no key name.
    package static func make(name: String, at path: String) throws(WorkflowFailure) -> String {
        guard InputFile.kind(of: path) == .missing else {
            throw WorkflowFailure(.cannotCreate, "\(path): a file stands there; a key is never overwritten")
        }
        var generator = SystemRandomNumberGenerator()
        let seed = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }  // allowed: a new key
        let signer: NoteSigner
        do { signer = try NoteSigner(name: name, seed: seed) } catch {
            throw WorkflowFailure(.usage, "\"\(name)\": \(error.message)")
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw WorkflowFailure(.cannotCreate, "\(path): cannot be created: \(SystemError.current)")
        }
        defer { close(descriptor) }
        let bytes = Array((signer.privateText + "\n").utf8)
        guard bytes.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == bytes.count,
            fsync(descriptor) == 0
        else {
            unlink(path)
            throw WorkflowFailure(.inputOutput, "\(path): cannot be written: \(SystemError.current)")
        }
        return signer.verifier.text
    }

    /// The signing key in the file at `path`.
    static func signer(at path: String) throws(WorkflowFailure) -> NoteSigner {
        do { return try NoteSigner(text: try text(at: path)) } catch let error as NoteError {
            throw WorkflowFailure(.badInput, "\(path): \(error.message)")
        } catch {
            throw WorkflowFailure(error)
        }
    }

    /// The key that signs attestations: a note key, or an Ed25519 or P-256 key in PEM.
    static func attestationKey(at path: String) throws(WorkflowFailure) -> AttestationKey {
        do { return try AttestationKey(text: try text(at: path)) } catch let error as AttestationKeyError {
            throw WorkflowFailure(.badInput, "\(path): \(error.message)")
        } catch {
            throw WorkflowFailure(error)
        }
    }

    static func verifiers(_ texts: [String]) throws(WorkflowFailure) -> [NoteVerifier] {
        var verifiers: [NoteVerifier] = []
        for text in texts {
            do { verifiers.append(try NoteVerifier(text: text)) } catch {
                throw WorkflowFailure(.usage, "\"\(text)\" is no verifier key: \(error.message)")
            }
        }
        return verifiers
    }

    /// The checkpoint in the file at `path`. With `keys`, it must be signed by one of them.
    static func checkpoint(at path: String, keys: [NoteVerifier]) throws(WorkflowFailure) -> Checkpoint {
        let bytes = try InputFile.read(path, limit: SignedNote.maximumBytes)
        do {
            if keys.isEmpty, let plain = try? Checkpoint(text: String(decoding: bytes, as: UTF8.self)) { return plain }
            let note = try SignedNote(serialized: bytes)
            if !keys.isEmpty, try note.verify(with: keys).verified.isEmpty {
                throw WorkflowFailure(.badInput, "\(path): no key that was given has signed this checkpoint")
            }
            return try Checkpoint(text: note.text)
        } catch let error as NoteError {
            throw WorkflowFailure(.badInput, "\(path): \(error.message)")
        } catch let error as CheckpointError {
            throw WorkflowFailure(.badInput, "\(path): \(error.message)")
        } catch {
            throw WorkflowFailure(error)
        }
    }

    private static func text(at path: String) throws(WorkflowFailure) -> String {
        let bytes = try InputFile.read(path, limit: 1 << 16)
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
