"""Holds what is read from documents against an independent count of the same documents.

Usage: compare_readings.py BINARY FOLDER-OR-FILE...

Each document that `evidence read` recognises as one of the formats below is counted once more here, with Python's own
parsers and without a line of the project's code. Every fact that is known and differs is printed. Facts that are
unknown, or worse by a document's own claim, are listed by reason, for a person to judge; a document that fails here and is read there is printed too.
Exit status 1 where a known fact differs.
"""

import collections
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

ENDINGS = (".json", ".xml", ".info", ".lcov", ".sarif", ".jsonl", ".ndjson", ".txt", ".yaml", ".yml", ".golden")


def read(binary, paths, size=100):
    """What the program reads, a batch at a time."""
    for start in range(0, len(paths), size):
        batch = paths[start : start + size]
        run = subprocess.run([binary, "evidence", "read", "--format", "json", *batch], capture_output=True)
        if run.returncode not in (0, 65, 66):
            print(f"exit status {run.returncode} in the batch that begins with {batch[0]}")
            continue
        yield from json.loads(run.stdout)


def local(tag):
    return tag.rsplit("}", 1)[-1]


def junit(path):
    counts = collections.Counter()
    for case in ElementTree.parse(path).getroot().iter():
        if local(case.tag) != "testcase":
            continue
        kinds = {local(child.tag) for child in case}
        if "error" in kinds:
            counts["errors"] += 1
        elif "failure" in kinds:
            counts["failed"] += 1
        elif "skipped" in kinds:
            counts["skipped"] += 1
        elif kinds & {"rerunFailure", "rerunError"} and not kinds & {"flakyFailure", "flakyError"}:
            counts["failed"] += 1
        else:
            counts["passed"] += 1
    total = sum(counts.values())
    return {f"tests.{name}": counts[name] for name in ("passed", "failed", "errors", "skipped")} | {
        "tests.total": total
    }


def cobertura(path):
    root = ElementTree.parse(path).getroot()
    facts = {}
    for name, covered, valid, rate in (
        ("lines", "lines-covered", "lines-valid", "line-rate"),
        ("branches", "branches-covered", "branches-valid", "branch-rate"),
    ):
        if root.get(covered) and float(root.get(valid) or 0) > 0:
            facts[f"coverage.{name}"] = float(root.get(covered)) / float(root.get(valid))
        elif root.get(rate):
            facts[f"coverage.{name}"] = float(root.get(rate))
    return facts


def lcov(path):
    lines, branches, file = {}, {}, None
    with open(path, encoding="utf-8-sig", errors="replace") as text:
        for line in text:
            key, _, value = line.strip().partition(":")
            if key == "SF":
                file = value
            elif key == "DA":
                number, hits = value.split(",")[:2]
                lines[file, number] = lines.get((file, number), False) or float(hits) > 0
            elif key == "BRDA":
                branch, taken = value.rsplit(",", 1)
                branches[file, branch] = branches.get((file, branch), False) or taken not in ("-", "0")
    shares = (("lines", lines), ("branches", branches))
    return {f"coverage.{name}": sum(found.values()) / len(found) for name, found in shares if found}


def plan(path):
    with open(path, encoding="utf-8-sig") as text:
        document = json.load(text)
    counts = collections.Counter()
    for change in document.get("resource_changes") or []:
        actions = change["change"]["actions"]
        if change.get("mode", "managed") != "data" or actions == ["read"]:
            names = {"create": "creates", "update": "updates", "delete": "deletes", "read": "reads"}
            counts["replaces" if len(actions) == 2 else names.get(actions[0], "")] += 1
    return {f"plan.{name}": counts[name] for name in ("creates", "updates", "deletes", "replaces", "reads")}


def change_set(path):
    with open(path, encoding="utf-8-sig") as text:
        document = json.load(text)
    changes = [change["ResourceChange"] for change in document["Changes"]]
    replaced = [change for change in changes if change.get("Replacement") == "True"]
    return {
        "plan.creates": sum(change["Action"] == "Add" for change in changes),
        "plan.replaces": sum(change["Action"] == "Modify" for change in replaced),
    }


def severity(value):
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return "critical" if number >= 9 else "high" if number >= 7 else "medium" if number >= 4 else "low"


def sarif(path):
    with open(path, encoding="utf-8-sig") as text:
        document = json.load(text)
    counts = collections.Counter()
    for run in document["runs"]:
        driver = run["tool"]["driver"].get("rules") or []
        extensions = [extension.get("rules") or [] for extension in run["tool"].get("extensions") or []]
        by_name = {rule.get("id"): rule for rules in [driver, *extensions] for rule in rules}
        for result in run.get("results") or []:
            kind = result.get("kind", "fail")
            if result.get("baselineState") == "absent" or kind in ("pass", "notApplicable", "informational"):
                continue
            states = [entry.get("status", "accepted") for entry in result.get("suppressions") or []]
            if states and all(state == "accepted" for state in states):
                counts["suppressed"] += 1
                continue
            name = result.get("ruleId") or (result.get("rule") or {}).get("id") or ""
            index = result.get("ruleIndex", -1)
            rule = by_name.get(name) or by_name.get(name.rpartition("/")[0])
            if rule is None:
                rule = driver[index] if 0 <= index < len(driver) else {}
            level = result.get("level") or (rule.get("defaultConfiguration") or {}).get("level") or "warning"
            stated = (result.get("properties") or {}).get(
                "security-severity", (rule.get("properties") or {}).get("security-severity")
            )
            words = {"error": "high", "warning": "medium", "note": "low"}
            counts["medium" if kind in ("open", "review") else severity(stated) or words.get(level)] += 1
    return {f"security.{name}": counts[name] for name in ("critical", "high", "medium", "low", "suppressed")}


def infracost(path):
    with open(path, encoding="utf-8-sig") as text:
        document = json.load(text)
    names = {"cost.monthly_total": "totalMonthlyCost", "cost.monthly_delta": "diffTotalMonthlyCost"}
    return {fact: float(document[name]) for fact, name in names.items() if document.get(name) is not None}


COUNTERS = {
    "junit-xml": junit,
    "cobertura": cobertura,
    "lcov": lcov,
    "terraform-plan-json": plan,
    "cloudformation-change-set": change_set,
    "sarif": sarif,
    "infracost-json": infracost,
}


def compare(document, differences, unknown):
    try:
        expected = COUNTERS[document["format"]](document["path"])
    except Exception as error:  # Whatever stops the count is worth a look, as the program read the document.
        differences.append(f"{document['path']}: read there and not here: {error!r}")
        return
    facts = {fact["name"]: fact for fact in document["facts"]}
    for name, value in expected.items():
        fact = facts.get(name)
        if fact is None or fact["value"] is None:
            unknown[(fact or {}).get("unknown_reason") or "not given"].append(f"{document['path']} {name}")
            continue
        found = fact["value"]["amount"] if isinstance(fact["value"], dict) else fact["value"]
        # The attributes of a test report may claim more than its cases show, and the worse counts.
        if name in ("tests.total", "tests.errors", "tests.failed") and found > value:
            unknown["more than the cases show, by the claim of the attributes"].append(f"{document['path']} {name}")
        elif abs(float(found) - float(value)) > 1e-4:
            differences.append(f"{document['path']}: {name} is {found} there and {value} here")


def main():
    binary, *places = sys.argv[1:]
    paths = []
    for place in places:
        if os.path.isfile(place):
            paths.append(place)
        for folder, _, names in os.walk(place):
            paths += [os.path.join(folder, name) for name in names if name.endswith(ENDINGS)]
    formats, differences, unknown = collections.Counter(), [], collections.defaultdict(list)
    for document in read(binary, sorted(paths)):
        formats[document["format"] or "not read"] += 1
        if document["format"] in COUNTERS:
            compare(document, differences, unknown)
    for line in differences:
        print(line)
    for reason, facts in sorted(unknown.items()):
        print(f"not compared: {reason}: {len(facts)} facts, such as {facts[0]}")
    print(", ".join(f"{count} {name}" for name, count in sorted(formats.items())))
    print(f"{len(differences)} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
