#!/usr/bin/env python3
"""Holds exported payloads against what the vendors publish: schemas, client libraries, documented fields.

usage: check_payloads.py DIR...

Each DIR holds exports: <connector>/<name>/ with payload.*, card.json and preview.txt. Every connector has at least one
check that somebody else wrote or documented; a library that is missing is an error, not a skip. Exit status 1 where a
payload does not hold.
"""
import argparse
import collections
import email
import email.policy
import json
import pathlib
import sys
import urllib.parse

import client_calls
import graphql
import jsonschema_rs

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "Tests/ReleaseConnectorsTests/Fixtures/schemas"
SCHEMAS = {}


def schema(name):
    if name not in SCHEMAS:
        SCHEMAS[name] = json.loads((FIXTURES / name).read_text(encoding="utf-8-sig"))
    return SCHEMAS[name]


VALIDATORS = {}


def validator(name, part=None):
    """A validator of one schema file, or of one part of it by its JSON pointer."""
    if (name, part) not in VALIDATORS:
        whole = schema(name)
        target = whole if part is None else {
            "components": whole.get("components", {}), "definitions": whole.get("definitions", {}), "$ref": part}
        if part is None and "$schema" in whole:
            VALIDATORS[name, part] = jsonschema_rs.validator_for(target)
        else:
            VALIDATORS[name, part] = jsonschema_rs.Draft7Validator(target)
    return VALIDATORS[name, part]


def told(validator, value):
    if validator.is_valid(value):
        return []
    return [f"{list(error.instance_path)}: {error.message[:160]}" for error in validator.iter_errors(value)][:5]


def errors(value, name, part=None):
    return told(validator(name, part), value)


def documented(connector, value):
    whole = schema("documented/fields.json")
    key = ("documented", connector)
    if key not in VALIDATORS:
        VALIDATORS[key] = jsonschema_rs.Draft7Validator({**whole[connector], "definitions": whole["definitions"]})
    return told(VALIDATORS[key], value)


def adf(document):
    """The schema of the document and the rules that JSON Schema cannot say."""
    return errors(document, "atlassian/adf.json")


def jira(value, card):
    if "body" in value:
        yield from client_calls.jira(value, card)
        yield "OpenAPI Comment", errors(value, "atlassian/jira-v3.json", "#/components/schemas/Comment")
        yield "ADF", adf(value["body"])
    else:
        yield from client_calls.jira(value, card)
        part = "#/components/schemas/IssueUpdateDetails"
        yield "OpenAPI IssueUpdateDetails", errors(value, "atlassian/jira-v3.json", part)
        yield "ADF", adf(value["fields"]["description"])


def confluence(value, card):
    yield from client_calls.confluence(value, card)
    yield "documented fields", documented("confluence", value)
    yield "ADF", adf(json.loads(value["body"]["value"]))


def github(value, card):
    from githubkit_schemas.v2026_03_10 import models

    request = card["request"]
    bodies = {
        "POST /repos/{owner}/{repo}/issues": ("ReposOwnerRepoIssuesPostBody", "github/ReposOwnerRepoIssuesPostBody.json"),
        "PATCH /repos/{owner}/{repo}/issues/{issue_number}": ("ReposOwnerRepoIssuesIssueNumberPatchBody", None),
        "POST /repos/{owner}/{repo}/releases":
            ("ReposOwnerRepoReleasesPostBody", "github/ReposOwnerRepoReleasesPostBody.json"),
        "PATCH /repos/{owner}/{repo}/releases/{release_id}": ("ReposOwnerRepoReleasesReleaseIdPatchBody", None),
        "POST /repos/{owner}/{repo}/pulls": ("ReposOwnerRepoPullsPostBody", "github/ReposOwnerRepoPullsPostBody.json"),
        "PATCH /repos/{owner}/{repo}/pulls/{pull_number}": ("ReposOwnerRepoPullsPullNumberPatchBody", None),
        "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": (
            "ReposOwnerRepoIssuesIssueNumberCommentsPostBody",
            "github/ReposOwnerRepoIssuesIssueNumberCommentsPostBody.json"),
        "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}":
            ("ReposOwnerRepoIssuesCommentsCommentIdPatchBody", None),
    }
    model, file = bodies[f"{request['method']} {request['path_template']}"]
    body = getattr(models, model)
    unknown = sorted(set(value) - set(body.model_fields))
    problems = [f"githubkit knows no {name}" for name in unknown]
    try:
        sent = body.model_validate(value).model_dump(mode="json", exclude_unset=True)
        if sent != value:
            problems.append("githubkit would send something else")
    except ValueError as error:
        problems.append(str(error)[:300])
    yield f"githubkit {model}", problems
    if file:
        yield f"schema {model}", errors(value, file)
    yield "body", ["longer than 65,536 characters"] if len(value.get("body", "")) > 65536 else []


class Recorder:
    """Stands where a client library keeps its connection, and keeps what it was asked to send."""

    def __init__(self):
        self.sent = []

    def request(self, method, path, body):
        self.sent.append((method.upper(), path, body))


def gitlab(value, card):
    import gitlab as library

    recorder = Recorder()
    if not card["request"]:
        return
    client = library.Gitlab("https://gitlab.example", private_token="none")

    def request(verb, path, query_data=None, post_data=None, **others):
        recorder.request(verb, urllib.parse.unquote(path), post_data)
        raise Sent

    client.http_request = request
    project = client.projects.get("acme/shop", lazy=True)
    path = card["request"]["path_template"]
    number = 17
    managers = {
        "/api/v4/projects/{project}/issues": lambda: project.issues.create(value),
        "/api/v4/projects/{project}/issues/{issue_iid}": lambda: project.issues.update(number, value),
        "/api/v4/projects/{project}/issues/{issue_iid}/notes":
            lambda: project.issues.get(number, lazy=True).notes.create(value),
        "/api/v4/projects/{project}/merge_requests/{merge_request_iid}/draft_notes":
            lambda: project.mergerequests.get(number, lazy=True).draft_notes.create(value),
        "/api/v4/projects/{project}/merge_requests/{merge_request_iid}/draft_notes/{draft_note_id}":
            lambda: project.mergerequests.get(number, lazy=True).draft_notes.update(number, value),
        "/api/v4/projects/{project}/wikis": lambda: project.wikis.create(value),
        "/api/v4/projects/{project}/wikis/{slug}": lambda: project.wikis.update(value["title"], value),
    }
    if path not in managers:
        yield "python-gitlab", [f"no check for {path}"]
        return
    try:
        managers[path]()
    except Sent:
        pass
    method, sent_path, body = recorder.sent[0]
    problems = []
    if body != value:
        problems.append(f"python-gitlab would send {sorted(body)}")
    wanted = urllib.parse.unquote(card["request"]["path"]).removeprefix("/api/v4")
    if (method, sent_path) != (card["request"]["method"], wanted):
        problems.append(f"python-gitlab sends {method} {sent_path}, the card says {card['request']['method']} {wanted}")
    yield "python-gitlab", problems
    known = {
        "/api/v4/projects/{project}/issues": type(project.issues)._create_attrs,
        "/api/v4/projects/{project}/issues/{issue_iid}": type(project.issues)._update_attrs,
        "/api/v4/projects/{project}/merge_requests/{merge_request_iid}/draft_notes":
            type(project.mergerequests.get(number, lazy=True).draft_notes)._create_attrs,
        "/api/v4/projects/{project}/wikis": type(project.wikis)._create_attrs,
        "/api/v4/projects/{project}/wikis/{slug}": type(project.wikis)._update_attrs,
    }.get(path)
    if known:
        names = set(known.required) | set(known.optional)
        yield "python-gitlab attributes", [f"{name} is no attribute" for name in sorted(set(value) - names)]
    else:
        # docs.gitlab.com/api/notes: a note takes "internal", which python-gitlab does not list; docs.gitlab.com/api/draft_notes:
        # the update of a draft note takes "note".
        fields = {"note"} if path.endswith("/{draft_note_id}") else {"body", "internal"}
        yield "documented fields", [f"{name} is no field" for name in sorted(set(value) - fields)]


class Sent(Exception):
    """Ends a client call where it would reach the network."""


def azure(value, card):
    from azure.devops._models import ApiResourceLocation
    from azure.devops.v7_1.wiki.models import WikiPageCreateOrUpdateParameters
    from azure.devops.v7_1.wiki.wiki_client import WikiClient
    from azure.devops.v7_1.work_item_tracking.models import JsonPatchOperation
    from azure.devops.v7_1.work_item_tracking.work_item_tracking_client import WorkItemTrackingClient

    recorder = Recorder()

    def send(self, http_method, location_id, version, route_values=None, query_parameters=None, content=None,
             media_type="application/json", **others):
        recorder.sent.append((http_method, version, route_values or {}, query_parameters or {}, content, media_type))
        raise Sent

    request = card["request"]
    template = request["path_template"]
    organization, project = "acme", "shop"
    problems = []
    try:
        if "/wit/" in template:
            client = WorkItemTrackingClient("https://dev.azure.com/acme")
            WorkItemTrackingClient._send = send
            steps = [JsonPatchOperation(**{("from_" if k == "from" else k): v for k, v in step.items()}) for step in value]
            if request["method"] == "POST":
                client.create_work_item(steps, project, "Task", suppress_notifications=True)
            else:
                client.update_work_item(steps, 17, project, suppress_notifications=True)
        else:
            client = WikiClient("https://dev.azure.com/acme")
            WikiClient._send = send
            parameters = WikiPageCreateOrUpdateParameters(**value)
            path = "/Drafts/" + card["key"]
            client.create_or_update_page(parameters, project, "shop.wiki", path, dict(request["headers"]).get("If-Match"))
    except Sent:
        pass
    method, version, route, query, content, media = recorder.sent[0]
    if content != value:
        problems.append(f"azure-devops would send {str(content)[:200]}")
    if (method, media) != (request["method"], request["content_type"]):
        problems.append(f"azure-devops sends {method} {media}, the card says {request['method']} {request['content_type']}")
    given = urllib.parse.parse_qs(urllib.parse.urlsplit(request["path"]).query)
    for name, wanted in query.items():
        if name == "Version":
            continue
        # Its own layer quotes the path; requests would quote it again on the way out.
        shown = str(wanted).lower() if isinstance(wanted, bool) else urllib.parse.unquote(str(wanted))
        if [item.lower() for item in given.get(name, [])] != [shown.lower()]:
            problems.append(f"azure-devops sends {name}={shown}, the card says {given.get(name)}")
    if not version.startswith("7.1") or given.get("api-version") != ["7.1"]:
        problems.append(f"azure-devops sends version {version}, the card says {given.get('api-version')}")
    yield "azure-devops", problems


def linear(value, card):
    if "linear" not in SCHEMAS:
        SCHEMAS["linear"] = graphql.build_schema((FIXTURES / "documented/linear.graphql").read_text())
    found = graphql.validate(SCHEMAS["linear"], graphql.parse(value["query"]))
    yield "GraphQL document", [str(error.message) for error in found]
    operation = graphql.parse(value["query"]).definitions[0]
    result = graphql.execution.get_variable_values(
        SCHEMAS["linear"], operation.variable_definitions, value["variables"])
    errors = result if isinstance(result, list) else getattr(result, "errors", None) or []
    yield "GraphQL variables", [error.message for error in errors]


def teams(value, card):
    content = value["attachments"][0]["content"]
    yield "Adaptive Card 1.5", errors(content, "adaptive-cards/adaptive-card.json")


def slack(value, card):
    from slack_sdk.models.blocks import Block

    yield "documented fields", documented("slack", value)
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
        if parsed.to_dict() != block:
            found.append(f"slack_sdk would send another {block.get('type')} block")
    yield "slack_sdk", found
    size = len(json.dumps(value["blocks"], ensure_ascii=False, separators=(",", ":")))
    yield "size", [f"{size} characters of blocks, the limit is about 13,172"] if size > 13172 else []


def mail(value, card):
    message = email.message_from_bytes(value, policy=email.policy.default)
    found = [f"defect {defect}" for part in message.walk() for defect in part.defects]
    for name in ["Date", "From", "Sender", "Message-ID", "Bcc"]:
        if message[name] is not None:
            found.append(f"{name} is set")
    known = {"x-unsent", "to", "subject", "mime-version", "content-type", "content-transfer-encoding",
             "x-releasegate-key", "x-releasegate-digest"}
    found += [f"header {name}" for name in message.keys() if name.lower() not in known]
    if message["X-Unsent"] != "1":
        found.append("X-Unsent is not 1")
    if not message["Subject"].startswith("DRAFT"):
        found.append("the subject does not begin with DRAFT")
    if message["To"] is not None and message["To"].defects:
        found.append("the recipients are not addresses")
    if message.get_content_charset() != "utf-8" or "\ufffd" in message.get_content():
        found.append("the text is not UTF-8")
    if any(len(line) > 78 for line in value.split(b"\r\n")) or b"\n" in value.replace(b"\r\n", b""):
        found.append("a line is too long or ends without CRLF")
    yield "email parser", found


def mediawiki(value, card):
    fields = urllib.parse.parse_qsl(value.decode(), strict_parsing=True, keep_blank_values=True)
    if card["request"]:
        yield from client_calls.mediawiki(dict(fields), card)
    yield "documented fields", documented("mediawiki", dict(fields))
    yield "form", ["a field stands twice"] if len(dict(fields)) != len(fields) else []


def by_fields(connector, library=None):
    def check(value, card):
        yield "documented fields", documented(connector, value)
        if library and (card["request"] or connector == "pagerduty"):
            yield from library(value, card)
    return check


def notion(value, card):
    yield "documented fields", documented("notion", value)
    if card["request"]:
        yield from client_calls.notion(value, card)
    # The description of pages leaves properties and children open, and its parents are older than data sources; what is
    # left of it is rich text.
    texts = []

    def walk(inner):
        if isinstance(inner, dict):
            texts.extend(inner.get("rich_text") or [])
            inner = list(inner.values())
        for element in inner if isinstance(inner, list) else []:
            walk(element)

    walk(value.get("children", []))
    yield "OpenAPI rich text", [
        error for text in texts for error in errors(
            {"text": text["text"], "type": text["type"]}, "notion/notion-openapi.json", "#/components/schemas/richTextRequest")]


def redmine(value, card):
    yield "documented fields", documented("redmine", value)
    if card["request"]:
        yield from client_calls.redmine(value, card)
    size = len((value.get("issue", {}).get("description") or value.get("wiki_page", {}).get("text") or "").encode())
    yield "size", [f"{size} bytes of text, a MySQL text takes 65,535"] if size > 65535 else []


def matrix(value, card):
    yield "documented fields", documented("matrix", value)
    for content in [value, value.get("m.new_content", value)]:
        event = {"type": "m.room.message", "content": content}
        yield "event schema m.notice", errors(event, "matrix/m.room.message-m.notice.json")
    if card["request"]:
        yield from client_calls.matrix(value, card)
    size = len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
    yield "size", [f"{size} bytes, an event takes 65,536"] if size > 64512 else []


def markdown(value, card):
    text = value.decode()
    yield "marker", [] if text.startswith("<!-- releasegate:v1 key=") else ["does not begin with its marker"]


CHECKS = {
    "jira": jira, "jsm": jira, "confluence": confluence, "github": github, "gitlab": gitlab, "azure-devops": azure,
    "linear": linear, "teams": teams, "slack": slack, "notion": notion, "email": mail,
    "mediawiki": mediawiki, "redmine": redmine, "rt": by_fields("rt", client_calls.rt), "servicenow": by_fields("servicenow"),
    "statuspage": by_fields("statuspage"), "pagerduty": by_fields("pagerduty", client_calls.pagerduty), "matrix": matrix, "markdown": markdown,
}

FORBIDDEN = ["authorization", "bearer ", "x-api-key", "private-token", "x-redmine-api-key", "routing_key"]


def card_problems(card, connector):
    if card["connector"] != connector:
        yield f"the card is for {card['connector']}"
    if card["operation"] not in ("create_draft", "update_draft", "comment_draft", "withdraw_draft"):
        yield f"the card names the operation {card['operation']}"
    if card["request"] and not card["stays_a_draft_while"]:
        yield "the card names no condition that keeps it a draft"
    for name in ["key", "content_digest", "body_file", "tier", "least_permission", "conditional_update"]:
        if not card[name]:
            yield f"the card has no {name}"
    text = json.dumps(card).lower()
    for word in FORBIDDEN:
        if word in text:
            yield f"the card holds \"{word}\""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--every-connector", action="store_true", help="fail where a connector has no payload")
    given = parser.parse_args()
    problems, counts = [], collections.Counter()
    checks = collections.defaultdict(set)
    for folder in given.folders:
        for path in sorted(pathlib.Path(folder).glob("*/*/payload.*")):
            connector = path.parent.parent.name
            card = json.loads((path.parent / "card.json").read_text(encoding="utf-8"))
            counts[connector] += 1
            problems += [f"{path.parent}: {problem}" for problem in card_problems(card, connector)]
            if connector in ("github", "gitlab", "azure-devops") and card["request"] is None:
                continue
            value = json.loads(path.read_text(encoding="utf-8")) if path.suffix == ".json" else path.read_bytes()
            try:
                for name, found in CHECKS[connector](value, card):
                    checks[connector].add(name.split(" Repos")[0])
                    problems += [f"{path}: {name}: {problem}" for problem in found]
            except Exception as error:
                problems.append(f"{path}: {type(error).__name__}: {str(error)[:300]}")
    if given.every_connector:
        problems += [f"there is no payload for {name}" for name in sorted(set(CHECKS) - set(checks))]
        for name in sorted(checks):
            print(f"{name}: {counts[name]} payloads by {', '.join(sorted(checks[name]))}")
    print(f"{sum(counts.values())} payloads for {len(counts)} connectors, {len(problems)} problems")
    for problem in problems[:40]:
        print(problem)
    if not counts:
        print("there are no payloads")
    return 1 if problems or not counts else 0


if __name__ == "__main__":
    sys.exit(main())
