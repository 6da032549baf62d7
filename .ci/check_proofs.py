"""Checks every proof that `audit prove` gives for a ledger with pymerkle.

usage: check_proofs.py RELEASEGATE LEDGER

The proofs are those of RFC 6962. pymerkle has another form of them: it puts the hash that a verifier knows in front, and
says on which side each hash stands. Its own tree of the same size gives that form; the hashes are all ours.
"""

import hashlib
import json
import subprocess
import sys

from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

binary, ledger = sys.argv[1:]


def run(*arguments):
    return subprocess.run([binary, "audit", *arguments, "--ledger", ledger], check=True, capture_output=True).stdout


def digest(text):
    return bytes.fromhex(text.removeprefix("sha256:"))


lines = [json.loads(line) for line in run("export").splitlines()]
entries = [line for line in lines if "body" in line]
shape = InmemoryTree(algorithm="sha256")
own = InmemoryTree(algorithm="sha256")
for entry in entries:
    shape.append_entry(b"other")
    own.append_entry(entry["body"].encode())
size = len(entries)
for index, entry in enumerate(entries):
    ours = json.loads(run("prove", str(index)))
    assert digest(ours["root"]) == own.get_root(size), "the head is another one"
    assert digest(ours["leaf"]).hex() == entry["leaf"]
    proof = shape.prove_inclusion(index + 1, size)
    proof.path = [digest(ours["leaf"])] + [bytes.fromhex(hash) for hash in ours["path"]]
    verify_inclusion(digest(ours["leaf"]), digest(ours["root"]), proof, index=index + 1, size=size)


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def follows(old, new, path, old_root, new_root):
    """RFC 9162 section 2.1.4.2."""
    if old == new:
        return not path and old_root == new_root
    if old & (old - 1) == 0:
        path = [old_root] + path
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for hash in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node(hash, fr), node(hash, sr)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, hash)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == old_root and sr == new_root


accepted = 0
for old in range(1, size + 1):
    ours = json.loads(run("prove", "--since", str(old)))
    old_root, new_root = digest(ours["old_root"]), digest(ours["new_root"])
    path = [bytes.fromhex(hash) for hash in ours["path"]]
    assert old_root == own.get_root(old) and new_root == own.get_root(size)
    assert follows(old, size, path, old_root, new_root), f"the proof since {old} does not follow"
    # pymerkle begins at the last leaf of the old tree. Where that is in a larger full subtree, it wants hashes from
    # inside, which no RFC 6962 proof has.
    if old % 2 and 1 < old < size:
        proof = shape.prove_consistency(old, size)
        proof.path = [path[1], path[0]] + path[2:]
        verify_consistency(old_root, new_root, proof, prior_size=old, later_size=size)
        accepted += 1
print(f"pymerkle accepts {size} inclusion proofs and {accepted} consistency proofs, RFC 9162 all {size}")
