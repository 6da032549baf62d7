"""Plans every sample with the built binary and checks what it writes with other people's tools.

Usage: python .ci/validate_samples.py BINARY
HTML: the Nu checker and axe in Chromium (check_report.py). JSON: the program's own schemas. iCalendar: icalendar.
JUnit: junitparser and junit2html. CSV: Python's reader. SARIF and CloudEvents: their schemas, and the CloudEvents SDK.
Attestations, the exported log and its proofs: check_attestation.py. Payloads of exported drafts: check_payloads.py and
check_rendering.py, which with RELEASEGATE_PAYLOADS also judge what the encoder tests wrote there.
"""
import csv
import glob
import json
import os
import subprocess
import sys
import tempfile

import icalendar
import jsonschema
import junitparser
from cloudevents.core.bindings.http import HTTPMessage, from_structured_event
from cloudevents.core.formats.json import JSONFormat

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
    jsonschema.Draft7Validator(schemas["sarif"], format_checker=jsonschema.FormatChecker()).validate(sarif)
    check_junit(sample, out, report)
    events = icalendar.Calendar.from_ical(open(os.path.join(out, "timeline.ics"), "rb").read()).walk("VEVENT")
    if not events:
        sys.exit(f"{sample}: timeline.ics has no event")
    rows = list(csv.reader(open(os.path.join(out, "findings.csv"), newline="")))
    if len({len(row) for row in rows}) != 1:
        sys.exit(f"{sample}: the rows of findings.csv differ in length")
    if formulas := [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]:
        sys.exit(f"{sample}: a spreadsheet would compute {formulas[0]!r}")
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
    for script in ("check_payloads.py", "check_rendering.py"):
        run([sys.executable, os.path.join(ROOT, ".ci", script), drafts])
    run([binary, "drafts", "check", *glob.glob(os.path.join(out, "drafts", "*", "*.md"))])
    cloud_events = json.loads(run([binary, "report", release, *common, "--format", "cloudevents"], allowed=(0, 1, 2)))
    for event in cloud_events:
        jsonschema.Draft7Validator(schemas["cloudevents"], format_checker=jsonschema.FormatChecker()).validate(event)
        message = HTTPMessage({"content-type": "application/cloudevents+json"}, json.dumps(event).encode())
        read = from_structured_event(message, JSONFormat())
        if read.get_id() != event["id"] or read.get_subject() != event["subject"] or read.get_data() != event["data"]:
            sys.exit(f"{sample}: the CloudEvents SDK reads another event")
    print(f"{sample}: JSON, SARIF, JUnit, iCalendar ({len(events)} events), CSV ({len(rows)} rows), "
        f"ledger, export, attestations and {len(glob.glob(drafts + '/*/*/card.json'))} payloads hold")
    return os.path.join(out, "report.html")


def hostile(binary, out):
    """A release whose every text tries to act at some target, with drafts for every connector."""
    folder = os.path.join(ROOT, "Tests/EndToEndTests/Fixtures/hostile")
    release = os.path.join(folder, "release.yaml")
    common = ["--now", open(os.path.join(folder, "now")).read().strip(), "--ledger", os.path.join(out, "ledger.sqlite")]
    drafts = os.path.join(out, "drafts-export")
    run([binary, "plan", release, *common, "--out", os.path.join(out, "readiness")], allowed=(1,))
    run([binary, "drafts", "export", "--release", release, *common, "--out", drafts])
    print(run([sys.executable, os.path.join(ROOT, ".ci/check_payloads.py"), "--every-connector", drafts]).splitlines()[-1])
    print(run([sys.executable, os.path.join(ROOT, ".ci/check_rendering.py"), drafts]).splitlines()[-1])


def check_junit(sample, out, report):
    """A consumer reads the same number of failing gates that the report has, and another makes a page of it."""
    path = os.path.join(out, "gates.junit.xml")
    suites = junitparser.JUnitXml.fromfile(path)
    cases = [case for suite in suites for case in suite]
    if not cases or suites.tests != len(cases):
        sys.exit(f"{sample}: gates.junit.xml says {suites.tests} test cases and has {len(cases)}")
    failed = sum(any(isinstance(result, junitparser.Failure) for result in case.result) for case in cases)
    if suites.failures != failed:
        sys.exit(f"{sample}: gates.junit.xml says {suites.failures} failures and has {failed}")
    page = os.path.join(out, "gates.html")
    run([os.path.join(os.path.dirname(sys.executable), "junit2html"), path, page])
    if os.path.getsize(page) < 1000:
        sys.exit(f"{sample}: junit2html makes no page of gates.junit.xml")


def fixture(name):
    return json.load(open(os.path.join(ROOT, "Tests/ReleaseReportsTests/Fixtures/schemas", name)))


def main():
    binary = os.path.abspath(sys.argv[1])
    schemas = {
        "report": schema(binary, "report"), "gate": schema(binary, "gate"), "sarif": fixture("sarif-2.1.0.json"),
        "cloudevents": fixture("cloudevents.json"),
    }
    if folder := os.environ.get("RELEASEGATE_PAYLOADS"):
        for script, more in (("check_payloads.py", ["--every-connector"]), ("check_rendering.py", [])):
            print(run([sys.executable, os.path.join(ROOT, ".ci", script), *more, folder]), end="")
    with tempfile.TemporaryDirectory() as scratch:
        pages = []
        for sample in sorted(os.listdir(os.path.join(ROOT, "samples"))):
            if os.path.exists(os.path.join(ROOT, "samples", sample, "now")):
                out = os.path.join(scratch, sample)
                os.makedirs(out)
                pages.append(check(binary, sample, out, schemas))
        subprocess.run([sys.executable, os.path.join(ROOT, ".ci", "check_report.py"), *pages], check=True)
        hostile(binary, os.path.join(scratch, "hostile"))
    print(f"{len(pages)} samples hold")


main()
