"""Plans every sample with the built binary and checks what it writes with other people's tools.

Usage: python .ci/validate_samples.py BINARY
HTML: the Nu checker and axe in Chromium (check_report.py). JSON: the program's own schemas. iCalendar: icalendar.
JUnit: an XML parser. CSV: Python's reader. SARIF: its schema, where one is given in SARIF_SCHEMA. Attestations, the
exported log and its proofs: check_attestation.py. Payloads of exported drafts: check_payloads.py.
"""
import csv
import glob
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import icalendar
import jsonschema

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def run(command, allowed=(0,)):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode not in allowed:
        sys.exit(f"{' '.join(command)} ended with {result.returncode}\n{result.stdout[-2000:]}{result.stderr[-2000:]}")
    return result.stdout


def schema(binary, name):
    return json.loads(run([binary, "schema", name]))


def check(binary, sample, out, schemas):
    folder = os.path.join(ROOT, "samples", sample)
    now = open(os.path.join(folder, "now")).read().strip()
    release = os.path.join(folder, "release.yaml")
    ledger = os.path.join(out, "ledger.sqlite")
    common = ["--now", now, "--ledger", ledger]
    run([binary, "plan", release, *common, "--out", out], allowed=(0, 1, 2))
    report = json.load(open(os.path.join(out, "report.json")))
    jsonschema.validate(report, schemas["report"])
    for environment in report["release_readiness_scorecard"]["gates"]:
        gate = run([binary, "gate", environment["environment"], release, *common, "--format", "json"], allowed=(0, 1, 2))
        jsonschema.validate(json.loads(gate), schemas["gate"])
    sarif = json.load(open(os.path.join(out, "findings.sarif")))
    if schemas["sarif"]:
        jsonschema.Draft7Validator(schemas["sarif"]).validate(sarif)
    suites = ElementTree.parse(os.path.join(out, "gates.junit.xml")).getroot()
    if not suites.findall(".//testcase"):
        sys.exit(f"{sample}: gates.junit.xml has no test case")
    events = icalendar.Calendar.from_ical(open(os.path.join(out, "timeline.ics"), "rb").read()).walk("VEVENT")
    if not events:
        sys.exit(f"{sample}: timeline.ics has no event")
    rows = list(csv.reader(open(os.path.join(out, "findings.csv"), newline="")))
    if len({len(row) for row in rows}) != 1:
        sys.exit(f"{sample}: the rows of findings.csv differ in length")
    run([binary, "audit", "verify", "--ledger", ledger])
    key = os.path.join(out, "..", sample + ".key")
    verifier = run([binary, "audit", "key", "--name", "example.com/samples", "--out", key]).strip()
    exported = os.path.join(out, "audit-export.jsonl")
    with open(exported, "w") as file:
        file.write(run([binary, "audit", "export", "--ledger", ledger, "--key", key]))
    run([binary, "audit", "verify", "--export", exported, "--key", verifier])
    summary = os.path.join(out, "vsa.intoto.json")
    with open(summary, "w") as file:
        file.write(run([binary, "attest", release, *common, "--predicate", "vsa"], allowed=(0, 1, 2)))
    run([sys.executable, os.path.join(ROOT, ".ci", "check_attestation.py"), os.path.join(out, "attestation.intoto.json"),
         summary, exported])
    drafts = os.path.join(out, "drafts-export")
    run([binary, "drafts", "export", "--release", release, *common, "--out", drafts], allowed=(0, 1, 2))
    run([sys.executable, os.path.join(ROOT, ".ci", "check_payloads.py"), drafts])
    run([binary, "drafts", "check", *glob.glob(os.path.join(out, "drafts", "*", "*.md"))])
    cloud_events = json.loads(run([binary, "report", release, *common, "--format", "cloudevents"], allowed=(0, 1, 2)))
    for event in cloud_events:
        if not all(event.get(name) for name in ("id", "source", "specversion", "type")):
            sys.exit(f"{sample}: a CloudEvent lacks a required attribute")
    print(f"{sample}: JSON, SARIF, JUnit, iCalendar ({len(events)} events), CSV ({len(rows)} rows), "
        f"ledger, export, attestations and {len(glob.glob(drafts + '/*/*/card.json'))} payloads hold")
    return os.path.join(out, "report.html")


def main():
    binary = os.path.abspath(sys.argv[1])
    schemas = {"report": schema(binary, "report"), "gate": schema(binary, "gate"), "sarif": None}
    if os.environ.get("SARIF_SCHEMA"):
        schemas["sarif"] = json.load(open(os.environ["SARIF_SCHEMA"]))
    with tempfile.TemporaryDirectory() as scratch:
        pages = []
        for sample in sorted(os.listdir(os.path.join(ROOT, "samples"))):
            if os.path.exists(os.path.join(ROOT, "samples", sample, "now")):
                out = os.path.join(scratch, sample)
                os.makedirs(out)
                pages.append(check(binary, sample, out, schemas))
        subprocess.run([sys.executable, os.path.join(ROOT, ".ci", "check_report.py"), *pages], check=True)
    print(f"{len(pages)} samples hold")


main()
