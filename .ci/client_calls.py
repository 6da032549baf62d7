"""What client libraries would send for the request of a card: method, path, body, held against card and payload.

Each library is driven to the point of sending, where its transport is replaced. A library that has no such call, or does
not take a member of the payload, is told by its check's name and compared in what it has.
"""
import contextlib
import json
import re
import urllib.parse

import httpx
import httpx2
import requests


class Sent(BaseException):
    """Ends a client call where it would reach the network; no library catches it."""

    def __init__(self, method, url, headers, body):
        super().__init__()
        self.method = method.upper()
        self.url = urllib.parse.urlsplit(str(url))
        self.headers = {name.lower(): value for name, value in dict(headers).items()}
        self.body = body

    @property
    def json(self):
        return json.loads(self.body) if self.body else None


@contextlib.contextmanager
def no_network():
    """Every HTTP client that the libraries are made of raises `Sent` instead of sending."""
    kept = [(requests.Session, requests.Session.send), (httpx.Client, httpx.Client.send), (httpx2.Client, httpx2.Client.send)]

    def by_requests(self, request, **others):
        body = request.body
        raise Sent(request.method, request.url, request.headers, body.encode() if isinstance(body, str) else body)

    def by_httpx(self, request, **others):
        raise Sent(request.method, request.url, request.headers, request.read())

    requests.Session.send, httpx.Client.send, httpx2.Client.send = by_requests, by_httpx, by_httpx
    try:
        yield
    finally:
        for owner, function in kept:
            owner.send = function


def sent_by(call):
    """What `call` would send."""
    with no_network():
        try:
            call()
        except Sent as sent:
            return sent
    raise RuntimeError("the library sent nothing")


def values(card):
    """The values in a card's path, by the names of its template."""
    template, path = card["request"]["path_template"].split("?")[0], card["request"]["path"].split("?")[0]
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]*?)", re.escape(template))
    match = re.fullmatch(pattern, path)
    return {name: urllib.parse.unquote(value) for name, value in match.groupdict().items()} if match else {}


def compared(sent, card, body, wanted, base=""):
    """Where what was sent differs from the card's method and path and from the payload."""
    method = card["request"]["method"]
    path = urllib.parse.unquote(base + card["request"]["path"].split("?")[0])
    found = urllib.parse.unquote(sent.url.path)
    if (sent.method, found) != (method, path):
        yield f"the library sends {sent.method} {found}, the card says {method} {path}"
    if body != wanted:
        yield f"the library sends {json.dumps(body)[:200]}, the payload is {json.dumps(wanted)[:200]}"


def jira(value, card):
    import jira as library

    client = library.JIRA("https://jira.example", options={"rest_api_version": "3"}, get_server_info=False)
    number = values(card).get("issueIdOrKey", "17")
    template = (card["request"]["method"], card["request"]["path_template"].split("?")[0])
    if template == ("POST", "/rest/api/3/issue"):
        sent = sent_by(lambda: client.create_issue(fields=value["fields"], prefetch=False))
    elif template[0] == "PUT":
        raw = {"id": number, "key": number, "self": f"https://jira.example/rest/api/3/issue/{number}", "fields": {}}
        issue = library.Issue(client._options, client._session, raw=raw)
        sent = sent_by(lambda: issue.update(fields=value["fields"]))
    else:
        sent = sent_by(lambda: client.add_comment(number, value["body"]))
        yield "jira client", list(compared(sent, card, sent.json.get("body"), value["body"]))
        return
    # The library has no argument for issue properties; the OpenAPI schema is asked for them.
    yield "jira client", list(compared(sent, card, sent.json["fields"], value["fields"]))


def confluence(value, card):
    # The library's update always asks the server for the version first.
    if not card["request"] or card["request"]["method"] != "POST":
        return
    from atlassian import ConfluenceV2

    client = ConfluenceV2("https://acme.atlassian.net", token="none")
    sent = sent_by(lambda: client.create_page(
        space_id=value["spaceId"], title=value["title"], body=value["body"]["value"], parent_id=value.get("parentId"),
        body_format=value["body"]["representation"], status=value["status"]))
    body = sent.json
    # The library nests the body under its representation; the API takes both forms.
    (representation, inner), = body["body"].items()
    body["body"] = {"representation": representation, "value": inner["value"]}
    problems = [p for p in compared(sent, card, body, value) if "the library sends POST" not in p]
    if not card["request"]["path"].split("?")[0].endswith(sent.url.path.removeprefix("/wiki").removeprefix("/api/v2")):
        problems.append(f"the library sends {sent.method} {sent.url.path}, the card says {card['request']['path']}")
    yield "atlassian-python-api", problems


def notion(value, card):
    import notion_client

    client = notion_client.Client(auth="none", notion_version=card["request"]["headers"]["Notion-Version"])
    page = values(card).get("page_id", "")
    call = (lambda: client.pages.create(**value)) if card["request"]["method"] == "POST" else (
        lambda: client.pages.update(page, **value))
    sent = sent_by(call)
    problems = list(compared(sent, card, sent.json, value))
    if sent.headers.get("notion-version") != card["request"]["headers"]["Notion-Version"]:
        problems.append("the library sends another Notion-Version")
    yield "notion-client", problems


def redmine(value, card):
    import redminelib

    client = redminelib.Redmine("https://redmine.example", key="none")
    given = values(card)
    if "wiki_page" in value:
        page = "Draft_" + given["page"]
        call = lambda: client.wiki_page.update(page, project_id=given["project_id"], **value["wiki_page"])
    elif card["request"]["method"] == "POST":
        # The library moves the project into the path: Redmine's routes take both forms for one action.
        sent = sent_by(lambda: client.issue.create(**value["issue"]))
        body = {"issue": {"project_id": value["issue"]["project_id"], **sent.json["issue"]}}
        problems = [p for p in compared(sent, card, body, value) if not p.startswith("the library sends POST")]
        if sent.url.path != f"/projects/{value['issue']['project_id']}/issues.json":
            problems.append(f"the library sends {sent.method} {sent.url.path}")
        yield "python-redmine", problems
        return
    else:
        call = lambda: client.issue.update(int(given["issue_id"]), **value["issue"])
    sent = sent_by(call)
    yield "python-redmine", list(compared(sent, card, sent.json, value))


def rt(value, card):
    import rt.rest2

    client = rt.rest2.Rt("https://rt.example/REST/2.0/", token="none")
    number = values(card).get("id")
    template = card["request"]["path_template"]
    if template.endswith("/comment"):
        sent = sent_by(lambda: client.comment(number, value["Content"], value["ContentType"]))
    elif card["request"]["method"] == "POST":
        fields = {name: item for name, item in value.items() if name not in ("Queue", "Subject", "Content", "ContentType")}
        sent = sent_by(lambda: client.create_ticket(
            value["Queue"], subject=value["Subject"], content=value["Content"], content_type=value["ContentType"], **fields))
    else:
        sent = sent_by(lambda: client.edit_ticket(number, **value))
    yield "rt", list(compared(sent, card, sent.json, value))


def pagerduty(value, card):
    import pagerduty as library

    # Only a file is made, so there is no request; what a person would plan from it is what the client takes.
    client = library.RestApiV2Client("none")
    window = {"maintenance_window": value["maintenance_window"]}
    sent = sent_by(lambda: client.rpost("maintenance_windows", json=value["maintenance_window"], headers={"From": "a@b.example"}))
    problems = [] if sent.json == window else [f"the library sends {json.dumps(sent.json)[:200]}"]
    if (sent.method, sent.url.path) != ("POST", "/maintenance_windows"):
        problems.append(f"the library sends {sent.method} {sent.url.path}")
    yield "pagerduty", problems


def mediawiki(fields, card):
    import mwclient

    made = {"query": {"general": {"generator": "MediaWiki 1.39.0", "writeapi": ""}, "namespaces": {}, "namespacealiases": [],
                      "userinfo": {"id": 1, "name": "bot", "groups": [], "rights": ["edit"]}}}

    class Offline(mwclient.Site):
        def api(self, action, http_method="POST", *arguments, **named):
            if action != "query":
                return super().api(action, http_method, *arguments, **named)
            pages = {"1": {"pageid": 1, "ns": 118, "title": fields["title"], "touched": "2020-01-01T00:00:00Z", "length": 1,
                           "protection": []}}
            return {"query": {**made["query"], "pages": pages, "tokens": {"csrftoken": "t+\\"}}}

        def get_token(self, kind, force=False, title=None):
            return "t+\\"

    site = Offline("wiki.example", path="/", force_login=False, do_init=False)
    site.version, site.blocked, site.logged_in, site.initialized = (1, 39), False, True, True
    site.namespaces, site.rights, site.writeapi = {0: "", 118: "Draft"}, ["edit"], True
    page = site.pages[fields["title"]]
    more = {name: item for name, item in fields.items() if name not in ("title", "text", "summary", "bot", "formatversion")}
    sent = sent_by(lambda: page.edit(fields["text"], summary=fields["summary"], bot=fields.get("bot") == "1", **more))
    body = dict(urllib.parse.parse_qsl(sent.body.decode(), keep_blank_values=True))
    # What the library adds of its own: the token that the card leaves out, how it reads answers, and times it looked up.
    for name in ("token", "format", "action", "notminor", "meta", "uiprop", "starttimestamp", "basetimestamp", "formatversion"):
        body.pop(name, None)
    wanted = {name: item for name, item in fields.items() if name != "formatversion"}
    yield "mwclient", [p for p in compared(sent, card, body, wanted)]


def matrix(value, card):
    from nio import Api

    given = values(card)
    method, path, body = Api.room_send("none", given["roomId"], "m.room.message", value, given["txnId"])
    sent = Sent(method, "https://matrix.example" + path, {}, body.encode())
    yield "matrix-nio", list(compared(sent, card, sent.json, value))
