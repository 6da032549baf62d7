"""Measures whole processes: wall time (median of several runs) and peak memory, with a peer or a limit beside each.

Usage: python3 Benchmarks/measure.py BINARY [--only NAME] [--large-megabytes N] [--runs N]
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NOW = "2026-11-21T09:00:00Z"
REVISION = "4f2a9c1d7b3e8a6f5c0d9e1b2a3f4c5d6e7f8091"


def measure_once(command, allowed=(0,), cwd=None):
    """Returns the wall time in seconds and the peak memory in MiB of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cwd)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return wall, usage.ru_maxrss / 1024


def measure(command, runs, allowed=(0, 1, 2), cwd=None):
    """Returns the median wall time in seconds, the slowest, and the peak memory in MiB over `runs` runs."""
    measure_once(command, allowed, cwd)  # warms the file cache
    walls, peaks = zip(*(measure_once(command, allowed, cwd) for _ in range(runs)))
    return statistics.median(walls), max(walls), max(peaks)


def row(name, result, goal=""):
    median, slowest, peak = result
    print(f"{name:<46} {median * 1000:>9.1f} ms {slowest * 1000:>9.1f} ms {peak:>7.1f} MiB  {goal}")


def samples(binary, runs, scratch):
    print("\ncold runs on the samples                          median     slowest     peak")
    row("start-up alone (--version): the floor", measure([binary, "--version"], runs))
    folder = os.path.join(ROOT, "samples")
    for sample in sorted(os.listdir(folder)):
        release = os.path.join(folder, sample, "release.yaml")
        if not os.path.exists(release):
            continue
        now = open(os.path.join(folder, sample, "now")).read().strip()
        ledger = os.path.join(scratch, sample + ".sqlite")
        common = [release, "--now", now, "--ledger", ledger]
        out = os.path.join(scratch, sample)
        row(f"plan  {sample}", measure([binary, "plan", *common, "--out", out], runs), "goal 50 ms, 64 MiB")
        row(f"gate  {sample}", measure([binary, "gate", "production", *common], runs), "goal 50 ms, 64 MiB")


def many(binary, runs, scratch):
    """500 evidence items and 5 environments."""
    folder = os.path.join(scratch, "many")
    os.makedirs(folder)
    environments = ["dev", "staging", "uat", "preprod", "production"]
    kinds = ["development", "staging", "staging", "preproduction", "production"]
    files = []
    for index in range(500):
        name = f"junit-{index}.xml"
        cases = "".join(f'<testcase classname="c{index}" name="t{n}" time="0.01"/>' for n in range(10))
        with open(os.path.join(folder, name), "w") as file:
            file.write(
                f'<testsuites><testsuite name="s{index}" tests="10" failures="0" timestamp="2026-11-21T08:00:00Z">'
                f"{cases}</testsuite></testsuites>")
        files.append(f"      - path: {name}\n        revision: {REVISION}\n        environment: {environments[index % 5]}\n")
    path = "\n".join(
        f"    - name: {name}\n      kind: {kind}" for name, kind in zip(environments, kinds))
    with open(os.path.join(folder, "release.yaml"), "w") as file:
        file.write(
            f"subject:\n  name: many\n  revision: {REVISION}\ninitiative_context:\n  name: Many files\n"
            f"change_scope:\n  environments:\n{path}\nevidence_channels:\n  - channel: tests\n    files:\n"
            + "".join(files)
            + 'risk_tolerance: "Max high risk."\napproval_matrix: "SME for low risk, SRE lead for medium, CTO for high."\n'
            'rollback_plan: "Restore the snapshot taken before the change by the SRE lead."\n')
    release = os.path.join(folder, "release.yaml")
    ledger = os.path.join(scratch, "many.sqlite")
    print("\n500 evidence items x 5 environments               median     slowest     peak")
    row("gate production", measure([binary, "gate", "production", release, "--now", NOW, "--ledger", ledger], runs),
        "goal 200 ms, 64 MiB")
    row("plan", measure([binary, "plan", release, "--now", NOW, "--ledger", ledger, "--out", folder + "/out"], runs),
        "goal 200 ms, 64 MiB")
    row("limit: python3 reads and parses the same XML", measure(
        ["python3", "-c", "import glob,xml.etree.ElementTree as e\nfor f in glob.glob('*.xml'): e.parse(f)"], runs,
        cwd=folder))


def read_back(binary, paths, cwd=None):
    """Reads documents once and returns what was read, so that a fast refusal is not taken for a fast reading."""
    process = subprocess.run([binary, "evidence", "read", "--format", "json", *paths], cwd=cwd, capture_output=True)
    if process.returncode != 0:
        sys.exit(f"evidence read ended with {process.returncode}: {process.stderr.decode()[-300:]}")
    return json.loads(process.stdout)


def fastest_parser(scratch):
    """The peer: simdjson, built here for this machine. None, and why, where it cannot be had."""
    source = os.path.join(ROOT, "Benchmarks/Peers/plan-counts.cpp")
    program = os.path.join(scratch, "plan-counts")
    compiler = shutil.which("c++") or shutil.which("g++") or shutil.which("clang++")
    if compiler is None:
        return None, "there is no C++ compiler (apt-get install g++)"
    command = [compiler, "-O3", "-DNDEBUG", "-march=native", "-std=c++17", source, "-lsimdjson", "-o", program]
    made = subprocess.run(command, capture_output=True)
    if made.returncode != 0:
        return None, "it does not compile (apt-get install libsimdjson-dev g++)"
    return program, None


def paired(first, second, runs):
    """Runs two commands in turn and returns what `measure` gives for each, and the median ratio of their times: what else
    the machine does meets both alike."""
    measure_once(first)
    measure_once(second)
    pairs = [(measure_once(first), measure_once(second)) for _ in range(runs)]

    def result(index):
        walls = [pair[index][0] for pair in pairs]
        return statistics.median(walls), max(walls), max(pair[index][1] for pair in pairs)

    return result(0), result(1), statistics.median(pair[0][0] / pair[1][0] for pair in pairs)


def large(binary, runs, scratch, megabytes):
    """One large Terraform plan, read in a stream: output to /dev/null, and no progress line, as stderr is no terminal."""
    plan = os.path.join(scratch, "plan.json")
    made = subprocess.run(
        [sys.executable, os.path.join(ROOT, "Benchmarks/make-plan.py"), str(megabytes), plan], check=True,
        stderr=subprocess.PIPE)
    large_plan(binary, runs, scratch, plan, json.loads(made.stderr))


def large_plan(binary, runs, scratch, plan, counts):
    size = os.path.getsize(plan)
    facts = {fact["name"]: fact["value"] for fact in read_back(binary, [plan])[0]["facts"]}
    wanted = {f"plan.{name}": counts[name] for name in ("creates", "updates", "replaces", "deletes", "forgets")}
    wanted["drift.resources"] = counts.get("drift", 0)
    for name, count in wanted.items():
        if facts[name] != count:
            sys.exit(f"{name} is read as {facts[name]}; the plan was made with {count}")
    print(f"\na Terraform plan of {size / 1e6:.0f} MB                        median     slowest     peak")
    idle = measure([binary, "--version"], runs, allowed=(0,))
    row("start-up alone (--version): idle", idle)
    command = [binary, "evidence", "read", "--format", "json", plan]
    peer, reason = fastest_parser(scratch)
    if peer:
        said = json.loads(subprocess.run([peer, plan], check=True, capture_output=True).stdout)
        said = {name: said.get(action, 0) for name, action in (
            ("creates", "create"), ("updates", "update"), ("replaces", "delete/create"), ("deletes", "delete"),
            ("forgets", "forget"))}
        if any(said[name] != counts[name] for name in said):
            sys.exit(f"the peer counts {said}; the plan was made with {counts}")
        result, fastest, ratio = paired(command, [peer, plan], runs)
    else:
        result = measure(command, runs, allowed=(0,))
    over = result[2] - idle[2]
    row("evidence read (counts, both digests)", result,
        f"{size / 1e6 / result[0]:.0f} MB/s; {over:.0f} MiB over idle, goal 64")
    if peer:
        row("peer: simdjson on-demand, the counts alone", fastest, f"{size / 1e6 / fastest[0]:.0f} MB/s")
        print(f"speed as a ratio to the fastest JSON parser        {1 / ratio:>9.2f} (pair by pair); goal 0.5")
    else:
        print(f"peer: simdjson on-demand                           skipped: {reason}")
    if shutil.which("jq"):
        counts = '[.resource_changes[].change.actions|join("/")]|group_by(.)|map({(.[0]):length})|add'
        result = measure(["jq", "-c", counts, plan], 1, allowed=(0,))
        row("peer: jq, the same counts", result, f"{size / 1e6 / result[0]:.0f} MB/s")
    script = (
        "import json,sys,collections\nd=json.load(open(sys.argv[1]))\n"
        "print(collections.Counter('/'.join(r['change']['actions']) for r in d['resource_changes']))")
    result = measure([sys.executable, "-c", script, plan], 1, allowed=(0,))
    row("peer: python3 json, the same counts", result, f"{size / 1e6 / result[0]:.0f} MB/s")
    result = measure(["sha256sum", plan], runs, allowed=(0,))
    row("limit: sha256sum of the file", result, f"{size / 1e6 / result[0]:.0f} MB/s")
    result = measure(["cat", plan], runs, allowed=(0,))
    row("limit: cat of the file", result, f"{size / 1e6 / result[0]:.0f} MB/s")


def small(binary, runs, scratch):
    """10,000 small documents in one run."""
    folder = os.path.join(scratch, "small")
    os.makedirs(folder)
    for index in range(10_000):
        document = {"total_count": 1, "check_runs": [{
            "id": index, "name": f"check {index}", "head_sha": REVISION, "status": "completed", "conclusion": "success",
            "started_at": "2026-11-21T07:59:00Z", "completed_at": "2026-11-21T08:00:00Z", "app": {"slug": "github-actions"}}]}
        with open(os.path.join(folder, f"{index}.json"), "w") as file:
            json.dump(document, file)
    paths = [f"{index}.json" for index in range(10_000)]
    read = read_back(binary, paths, cwd=folder)
    if len(read) != 10_000 or {item["format"] for item in read} != {"github-check-runs"}:
        sys.exit(f"{len(read)} of 10,000 documents were read")
    print("\n10,000 small documents                            median     slowest     peak")
    command = [binary, "evidence", "read", "--format", "json"]
    result = measure([*command, "."], max(runs // 2, 1), allowed=(0,), cwd=folder)
    row("evidence read FOLDER", result, f"{10_000 / result[0]:.0f} files/s")
    result = measure([*command, *paths], max(runs // 2, 1), allowed=(0,), cwd=folder)
    row("evidence read, each file named", result, f"{10_000 / result[0]:.0f} files/s")
    script = "import glob,json\nfor f in glob.glob('*.json'): json.load(open(f))"
    result = measure([sys.executable, "-c", script], max(runs // 2, 1), cwd=folder)
    row("peer: python3 json, parse alone", result, f"{10_000 / result[0]:.0f} files/s")


def ledger(binary, runs, scratch, entries):
    """The audit log beside bare SQLite at the same durability, and beside the hashes alone."""
    bench = os.path.join(os.path.dirname(binary), "ledger-benchmark")

    def answer(*arguments):
        made = subprocess.run([bench, *arguments], check=True, capture_output=True)
        return json.loads(made.stdout)

    print("\nthe ledger")
    folder = os.path.join(scratch, "append")
    os.makedirs(folder)
    times = answer("append", "3000", folder)
    own, peer = times["append_ms"], times["bare_ms"]
    print(f"append with proof, one durable transaction each  {own:>8.3f} ms (median of 3,000)")
    print(f"peer: bare SQLite insert, the same durability    {peer:>8.3f} ms; ratio {own / peer:.2f}, goal 1.5")
    file = os.path.join(scratch, "large.sqlite")
    filled = answer("fill", str(entries), file)["fill_s"]
    print(f"{entries:,} entries appended in large transactions in {filled:.1f} s, "
          f"{os.path.getsize(file) / 1e6:.0f} MB")
    idle = measure([binary, "--version"], runs, allowed=(0,))
    result = measure([binary, "audit", "verify", "--ledger", file], max(runs // 4, 1), allowed=(0,))
    hashed = statistics.median(answer("hash", str(entries))["hash_s"] for _ in range(3))
    row(f"audit verify, {entries:,} entries", result, f"{result[2] - idle[2]:.0f} MiB over idle")
    print(f"limit: its {2 * entries:,} SHA-256 alone, one thread  {hashed * 1000:>8.0f} ms; "
          f"ratio {result[0] / hashed:.2f}, goal 3")
    export = os.path.join(scratch, "export.jsonl")
    with open(export, "wb") as out:
        subprocess.run([binary, "audit", "export", "--ledger", file], check=True, stdout=out)
    result = measure([binary, "audit", "verify", "--export", export], max(runs // 4, 1), allowed=(0,))
    row("audit verify --export of the same log", result, f"{result[2] - idle[2]:.0f} MiB over idle")


def bundle(binary, runs, scratch, count=1000):
    """Drafts for so many places, none of which changed."""
    folder = os.path.join(scratch, "bundle")
    os.makedirs(folder)
    targets = "".join(
        f"  - kind: ticket\n    connector: jira\n    container: P{index}\n" for index in range(count))
    release = os.path.join(folder, "release.yaml")
    with open(release, "w") as file:
        file.write(
            f"subject:\n  name: bundle\n  revision: {REVISION}\ninitiative_context:\n  name: Many places\n"
            'change_scope: "Prod deploy, docs, and support comms; 3 squads."\n'
            "evidence_channels: Jira, Slack.\n"
            'risk_tolerance: "Max high risk."\napproval_matrix: "SME for low risk, SRE lead for medium, CTO for high."\n'
            'rollback_plan: "Restore the snapshot taken before the change by the SRE lead."\nwritebacks:\n' + targets)
    common = [release, "--now", NOW, "--ledger", os.path.join(folder, "ledger.sqlite")]
    print(f"\ndrafts for {count} places                          median     slowest     peak")
    result = measure([binary, "plan", *common, "--out", folder + "/out"], max(runs // 4, 1))
    listed = subprocess.run(
        [binary, "drafts", "list", "--release", release, "--ledger", common[-1], "--format", "json"],
        capture_output=True, check=True)
    drafts = len(json.loads(listed.stdout)["drafts"])
    row(f"plan, {drafts} drafts unchanged", result, "goal 100 ms for 1,000")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--only", choices=["samples", "many", "large", "small", "ledger", "bundle"])
    parser.add_argument("--large-megabytes", type=int, default=200)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args()
    binary = os.path.abspath(options.binary)
    with tempfile.TemporaryDirectory() as scratch:
        if options.only in (None, "samples"):
            samples(binary, options.runs, scratch)
        if options.only in (None, "many"):
            many(binary, options.runs, scratch)
        if options.only in (None, "large"):
            large(binary, options.runs, scratch, options.large_megabytes)
        if options.only in (None, "small"):
            small(binary, options.runs, scratch)
        if options.only in (None, "ledger"):
            ledger(binary, options.runs, scratch, options.entries)
        if options.only in (None, "bundle"):
            bundle(binary, options.runs, scratch)


main()
