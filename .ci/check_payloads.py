#!/usr/bin/env python3
"""Checks exported payloads against what the vendors publish.

usage: check_payloads.py DIR [--schemas DIR]

DIR is an export folder (drafts-export/<connector>/<key>/payload.*) or the golden folder of the encoder tests.
Official schemas are read from --schemas, else from the tests' fixtures; a payload without a schema is only parsed.
Uses jsonschema and, where it is installed, slack_sdk. Exit status 1 where a payload does not hold.
"""
import argparse
import email
import email.policy
import json
import pathlib
import sys
import urllib.parse

import jsonschema

HERE = pathlib.Path(__file__).resolve().parent.parent
FIXTURES = HERE / "Tests/ReleaseConnectorsTests/Fixtures/schemas"


class Schemas:
    """The official schemas that are there."""

    def __init__(self, folder):
        self.folders = [pathlib.Path(folder)] if folder else []
        self.folders.append(FIXTURES)

    def load(self, name):
        for folder in self.folders:
            for path in sorted(folder.rglob(name)):
                return json.loads(path.read_text(encoding="utf-8-sig"))
        return None


def check(schemas, path, problems, counts):
    connector = next((part for part in path.parts[::-1][1:] if part in CHECKS), None)
    counts["files"] += 1
    if path.suffix == ".json":
        value = json.loads(path.read_text(encoding="utf-8"))
    else:
        value = path.read_bytes()
    if connector is None:
        return
    for name, found in CHECKS[connector](schemas, value, path):
        if found is None:
            counts["unchecked"] += 1
            continue
        counts["checked"] += 1
        for problem in found:
            problems.append(f"{path}: {name}: {problem}")


def errors(schema, value, part=None):
    """What jsonschema says; None where there is no schema."""
    if schema is None:
        return None
    target = dict(schema)
    if part:
        target = {"components": schema.get("components", {}), "definitions": schema.get("definitions", {}), "$ref": part}
    validator = jsonschema.validators.validator_for(schema, default=jsonschema.Draft7Validator)(target)
    return [f"{list(e.absolute_path)}: {e.message[:160]}" for e in validator.iter_errors(value)][:5]


def adf(schemas, document):
    return errors(schemas.load("AtlasDocFormat.json"), document)


def jira(schemas, value, path):
    if "body" in value:
        yield "ADF", adf(schemas, value["body"])
        return
    yield "IssueUpdateDetails", errors(
        schemas.load("platform-swagger.v3.json"), value, "#/components/schemas/IssueUpdateDetails")
    yield "ADF", adf(schemas, value["fields"]["description"])


def confluence(schemas, value, path):
    document = json.loads(value["body"]["value"])
    yield "ADF", adf(schemas, document)
    schema = schemas.load("openapi-v2.v3.json")
    # The published oneOf of the page body matches two ways at once, so the body is checked on its own.
    yield "PageBodyWrite", errors(schema, value["body"], "#/components/schemas/PageBodyWrite")
    need = ["spaceId"] if "spaceId" in value else ["id", "status", "title", "body", "version"]
    yield "required", [f"{name} is missing" for name in need if name not in value]


def github(schemas, value, path):
    if "tag_name" in value:
        name = "ReposOwnerRepoReleasesPostBody.json"
    elif "head" in value:
        name = "ReposOwnerRepoPullsPostBody.json"
    elif "title" in value:
        name = "ReposOwnerRepoIssuesPostBody.json"
    else:
        name = "ReposOwnerRepoIssuesIssueNumberCommentsPostBody.json"
    yield name, errors(schemas.load(name), value)
    yield "body", ["longer than 65,536 characters"] if len(value.get("body", "")) > 65536 else []


def teams(schemas, value, path):
    yield "AdaptiveCard 1.5", errors(schemas.load("adaptive-card.json"), value["attachments"][0]["content"])
    yield "size", ["longer than 28 KB"] if len(json.dumps(value).encode()) > 28 * 1024 else []


def slack(schemas, value, path):
    try:
        from slack_sdk.models.blocks import Block
    except ImportError:
        yield "slack_sdk", None
        return
    found = []
    for block in value["blocks"]:
        parsed = Block.parse(block)
        if parsed is None:
            found.append(f"slack_sdk does not know a block of type {block.get('type')}")
            continue
        try:
            parsed.validate_json()
        except Exception as error:
            found.append(str(error))
    yield "slack_sdk", found
    size = len(json.dumps(value["blocks"]))
    yield "size", [f"{size} characters of blocks, the limit is about 13,172"] if size > 13172 else []


def notion(schemas, value, path):
    schema = schemas.load("notion-openapi.json")
    if schema is None:
        yield "notion", None
        return
    route, method = ("/v1/pages", "post") if "parent" in value else ("/v1/pages/{page_id}", "patch")
    body = schema["paths"][route][method]["requestBody"]["content"]["application/json"]["schema"]
    validator = jsonschema.Draft202012Validator({**body, "components": schema.get("components", {})})
    yield "notion", [f"{list(e.absolute_path)}: {e.message[:160]}" for e in validator.iter_errors(value)][:5]


def mail(schemas, value, path):
    message = email.message_from_bytes(value, policy=email.policy.default)
    found = [f"defect {defect}" for defect in message.defects]
    for name in ["Date", "From", "Sender", "Message-ID", "Bcc"]:
        if message[name] is not None:
            found.append(f"{name} is set")
    if message["X-Unsent"] != "1":
        found.append("X-Unsent is not 1")
    if not message["Subject"].startswith("DRAFT"):
        found.append("the subject does not begin with DRAFT")
    if message.get_content_charset() != "utf-8" or "\ufffd" in message.get_content():
        found.append("the text is not UTF-8")
    if any(len(line) > 998 for line in value.split(b"\r\n")) or b"\n" in value.replace(b"\r\n", b""):
        found.append("a line is too long or ends without CRLF")
    yield "message", found


def form(schemas, value, path):
    fields = dict(urllib.parse.parse_qsl(value.decode(), strict_parsing=True))
    yield "form", [] if fields["title"].startswith("Draft:") and "token" not in fields else ["not a draft form"]


CHECKS = {
    "jira": jira, "jsm": jira, "confluence": confluence, "github": github, "teams": teams, "slack": slack,
    "notion": notion, "email": mail, "mediawiki": form,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--schemas")
    given = parser.parse_args()
    problems, counts = [], {"files": 0, "checked": 0, "unchecked": 0}
    schemas = Schemas(given.schemas)
    for path in sorted(pathlib.Path(given.folder).rglob("*")):
        if path.is_file() and (".create." in path.name or ".update." in path.name or path.name.startswith("payload.")):
            check(schemas, path, problems, counts)
    print(f"{counts['files']} payloads, {counts['checked']} checks, {counts['unchecked']} without a schema or library")
    for problem in problems:
        print(problem)
    if not counts["files"]:
        print("there are no payloads")
    return 1 if problems or not counts["files"] else 0


if __name__ == "__main__":
    sys.exit(main())
