"""Checks attestations and audit exports with the libraries that others use to read them.

usage: check_attestation.py [--key PEM] FILE...

- `*.json` with `_type` is checked as an in-toto statement (in-toto-attestation), one with `payloadType` as a DSSE
  envelope (securesystemslib; signatures where --key is given). Both must be canonical JSON (rfc8785).
- any other file is an audit export: every line and entry must be canonical JSON, every leaf hash and the head of each
  checkpoint must be those that pymerkle computes, and its inclusion and consistency proofs must verify.
"""

import argparse
import base64
import hashlib
import json
import sys

import rfc8785
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from google.protobuf.json_format import ParseDict
from in_toto_attestation.v1.statement import Statement
from in_toto_attestation.v1.statement_pb2 import Statement as StatementMessage
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey


def canonical(data, what):
    value = json.loads(data)
    assert rfc8785.dumps(value) == data, f"{what} is not in its RFC 8785 form"
    return value


def check_statement(value):
    Statement.copy_from_pb(ParseDict(value, StatementMessage())).validate()
    if value["predicateType"].startswith("https://slsa.dev/verification_summary/"):
        predicate = value["predicate"]
        assert predicate["verificationResult"] in ("PASSED", "FAILED")
        for name in ("verifier", "timeVerified", "resourceUri", "policy", "verifiedLevels"):
            assert predicate[name], f"{name} is missing"


def check_envelope(value, key):
    envelope = Envelope.from_dict(value)
    if key:
        keyid = next(iter(envelope.signatures))
        envelope.verify([SSlibKey.from_crypto(key, keyid=keyid)], 1)
    check_statement(canonical(envelope.payload, "the payload"))


def check_export(data):
    assert data.endswith(b"\n"), "the export does not end with a newline"
    lines = [canonical(line, f"line {number}") for number, line in enumerate(data[:-1].split(b"\n"), 1)]
    assert lines[0]["schema"] == "releasegate.audit-export/v1"
    notes = [line["checkpoint"] for line in lines if "checkpoint" in line]
    entries = [line for line in lines if "body" in line]
    assert len(entries) == lines[0]["entries"], "the header states another number of entries"
    tree = InmemoryTree(algorithm="sha256")
    for entry in entries:
        body = entry["body"].encode()
        canonical(body, "an entry")
        tree.append_entry(body)
        assert hashlib.sha256(b"\0" + body).hexdigest() == entry["leaf"], "a leaf hash is wrong"
    for note in notes:
        size, root = int(note.split("\n")[1]), base64.b64decode(note.split("\n")[2])
        assert tree.get_root(size) == root, f"the head over {size} entries is another one"
        for index in range(1, size + 1):
            verify_inclusion(tree.get_leaf(index), root, tree.prove_inclusion(index, size))
        if size:
            verify_consistency(root, tree.get_root(), tree.prove_consistency(size, tree.get_size()))
    return f"{len(entries)} entries, {len(notes)} checkpoints"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--key")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    key = None
    if options.key:
        with open(options.key, "rb") as file:
            key = load_pem_public_key(file.read())
    for path in options.files:
        with open(path, "rb") as file:
            data = file.read()
        if data.startswith(b'{"_type"'):
            check_statement(canonical(data.rstrip(b"\n"), path))
            print(f"{path}: in-toto statement")
        elif b'"payloadType"' in data[:100_000_000] and data.count(b"\n") == 1:
            check_envelope(canonical(data.rstrip(b"\n"), path), key)
            print(f"{path}: DSSE envelope{' signed by the key' if key else ''}")
        else:
            print(f"{path}: {check_export(data)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
