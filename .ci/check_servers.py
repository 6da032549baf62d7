#!/usr/bin/env python3
"""Sends payloads to the servers that check_servers.sh started, and looks at what they stored and rendered.

usage: check_servers.py DIR SETTINGS.json
"""
import base64
import imaplib
import json
import pathlib
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import html5lib

problems = []
GIVEN = {}


def call(method, url, body=None, headers=(), opener=urllib.request.build_opener()):
    """Status and body; waits for a server that is still starting."""
    for attempt in range(60):
        try:
            request = urllib.request.Request(url, data=body, method=method, headers=dict(headers))
            with opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    sys.exit(f"{url} does not answer")


def expect(name, found, wanted):
    if found != wanted:
        problems.append(f"{name}: {found!r}, expected {wanted!r}")


def acting(html, allowed_links=()):
    """Links, images and mentions in a page that the server rendered."""
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    for node in tree.iter():
        if node.tag in ("a", "img", "script", "iframe", "form", "object", "embed"):
            target = node.attrib.get("href") or node.attrib.get("src") or ""
            if node.tag == "a" and (not target or target.startswith("#")):
                continue
            yield f"<{node.tag} {target[:60]}>"


def payloads(connector, pattern):
    return sorted(DIR.glob(f"{connector}/{pattern}/payload.*"))


def redmine():
    base = "http://127.0.0.1:13000"
    headers = [("X-Redmine-API-Key", GIVEN["redmine_key"]), ("Content-Type", "application/json")]
    field, tracker = GIVEN["redmine_field"], GIVEN["redmine_tracker"]
    count = 0
    for path in payloads("redmine", "ticket-create_draft") + payloads("redmine", "ticket-hostile-*") + payloads(
            "redmine", "ticket-long-*"):
        body = json.loads(path.read_text())
        body["issue"] |= {"project_id": "rel", "tracker_id": tracker}
        body["issue"]["custom_fields"][0]["id"] = field
        status, answer = call("POST", f"{base}/issues.json", json.dumps(body).encode(), headers)
        expect(f"{path.parent.name} is created", status, 201)
        if status != 201:
            problems.append(answer[:200])
            continue
        issue = json.loads(answer)["issue"]
        expect(f"{path.parent.name} is private", issue.get("is_private"), True)
        stored, sent = issue["description"].replace("\r\n", "\n"), body["issue"]["description"]
        expect(f"the text of {path.parent.name}", stored.rstrip("\n"), sent.rstrip("\n"))
        _, page = call("GET", f"{base}/issues/{issue['id']}", headers=headers[:1])
        text = re.search(r'<div class="description">.*?<div class="wiki">(.*?)</div>', page, re.S)
        for found in acting(text.group(1) if text else ""):
            problems.append(f"Redmine renders {found} in {path.parent.name}")
        if not text:
            problems.append(f"Redmine shows no text for {path.parent.name}")
        count += 1
    key = "rg1-0f6028c0b092cf92377f"
    _, answer = call("GET", f"{base}/issues.json?project_id=rel&cf_{field}={key}&status_id=*", headers=headers[:1])
    expect("the look-up by key", json.loads(answer)["total_count"], count)
    wiki = f"{base}/projects/rel/wiki/Draft_{key}.json"
    for path in payloads("redmine", "docs_page-create_draft") + payloads("redmine", "docs_page-hostile-*"):
        status, answer = call("PUT", wiki, path.read_bytes(), headers)
        if status not in (200, 201, 204):
            problems.append(f"{path.parent.name}: {status} {answer[:200]}")
        count += 1
    update = json.loads(payloads("redmine", "docs_page-update_draft")[0].read_text())
    update["wiki_page"]["version"] = 99
    expect("a stale version", call("PUT", wiki, json.dumps(update).encode(), headers)[0], 409)
    expect("deleting as the drafter", call("DELETE", f"{base}/issues/1.json", headers=headers)[0], 403)
    print(f"Redmine took and rendered {count} payloads")


def mediawiki():
    jar = urllib.request.HTTPCookieProcessor()
    opener = urllib.request.build_opener(jar)
    api = "http://127.0.0.1:13200/api.php"

    def post(fields):
        status, answer = call("POST", api, urllib.parse.urlencode(fields).encode(), opener=opener)
        return json.loads(answer)

    def token(kind):
        return json.loads(call("GET", f"{api}?action=query&meta=tokens&type={kind}&format=json", opener=opener)[1])[
            "query"]["tokens"][f"{kind}token"]

    post({"action": "login", "lgname": "Admin", "lgpassword": "adminpw-1234567", "lgtoken": token("login"),
          "format": "json"})
    csrf = token("csrf")
    count = 0
    for path in payloads("mediawiki", "docs_page-create_draft") + payloads("mediawiki", "docs_page-hostile-*"):
        fields = dict(urllib.parse.parse_qsl(path.read_text(), strict_parsing=True))
        fields["title"] += f"/{path.parent.name}"
        wanted = {"action": "edit", "format": "json", "token": csrf}
        answer = post({**fields, **wanted})
        expect(f"{path.parent.name} is created", answer.get("edit", answer).get("result"), "Success")
        count += 1
        if count == 1:
            expect("creating again", post({**fields, **wanted}).get("error", {}).get("code"), "articleexists")
            same = {name: value for name, value in fields.items() if name != "createonly"}
            expect("the same text", post({**same, **wanted})["edit"].get("nochange"), True)
        parsed = json.loads(call(
            "GET", f"{api}?action=parse&format=json&formatversion=2&disableeditsection=1&disabletoc=1"
            f"&prop=text|links|templates|externallinks|categories|images&page={urllib.parse.quote(fields['title'])}",
            opener=opener)[1])["parse"]
        for name in ("links", "templates", "externallinks", "categories", "images"):
            if parsed[name]:
                problems.append(f"MediaWiki makes {name} of {path.parent.name}: {parsed[name][:2]}")
        for found in acting(parsed["text"]):
            problems.append(f"MediaWiki renders {found} in {path.parent.name}")
    print(f"MediaWiki took and rendered {count} payloads")


def dovecot():
    count = 0
    for attempt in range(40):
        try:
            server = imaplib.IMAP4("127.0.0.1", 10143)
            break
        except OSError:
            time.sleep(0.5)
    server.login("drafter", "pw")
    server.select("Drafts")
    for path in payloads("email", "*"):
        answer, data = server.append("Drafts", r"(\Draft \Seen)", None, path.read_bytes())
        expect(f"{path.parent.name} is appended", answer, "OK")
        count += 1
    server.select("Drafts")
    key = "rg1-0f6028c0b092cf92377f"
    _, data = server.uid("SEARCH", "HEADER", "X-Releasegate-Key", key)
    numbers = data[0].split()
    expect("the look-up by key", len(numbers), count)
    _, data = server.uid("FETCH", b",".join(numbers), "(ENVELOPE FLAGS)")
    for line in data:
        shown = line.decode() if isinstance(line, bytes) else b" ".join(line).decode()
        if "ENVELOPE" in shown and not re.search(r'ENVELOPE \(NIL ', shown):
            problems.append(f"a draft has a date: {shown[:80]}")
    expect("messages outside Drafts", server.select("INBOX")[1], [b"0"])
    server.logout()
    print(f"Dovecot keeps {count} drafts and finds them by their key")


def rt():
    base = "http://127.0.0.1:13100"
    password = base64.b64encode(b"drafter:drafter-pw-1").decode()
    headers = [("Authorization", f"Basic {password}"), ("Content-Type", "application/json")]
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    login = urllib.parse.urlencode({"user": "drafter", "pass": "drafter-pw-1"}).encode()
    call("POST", f"{base}/NoAuth/Login.html", login, opener=opener)
    count = 0
    for path in payloads("rt", "ticket-create_draft") + payloads("rt", "ticket-hostile-*") + payloads("rt", "ticket-long-*"):
        body = json.loads(path.read_text())
        status, answer = call("POST", f"{base}/REST/2.0/ticket", path.read_bytes(), headers)
        expect(f"{path.parent.name} is created", status, 201)
        if status != 201:
            problems.append(answer[:200])
            continue
        number = json.loads(answer)["id"]
        ticket = json.loads(call("GET", f"{base}/REST/2.0/ticket/{number}", headers=headers)[1])
        expect(f"{path.parent.name} is new", ticket["Status"], "new")
        expect(f"the subject of {path.parent.name}", ticket["Subject"], body["Subject"])
        kept = {field["name"]: "".join(field["values"]) for field in ticket["CustomFields"]}
        expect(f"the fields of {path.parent.name}", kept, body["CustomFields"])
        _, page = call("GET", f"{base}/Helpers/TicketHistory?id={number}", opener=opener)
        shown = re.findall(r'<div class="message-stanza[^"]*"[^>]*>(.*?)</div>', page, re.S)
        # A text of more than 13,456 bytes stands behind a link.
        if not shown and len(body["Content"].encode()) < 13_000:
            problems.append(f"Request Tracker shows no text for {path.parent.name}")
        for found in acting("".join(shown)):
            problems.append(f"Request Tracker renders {found} in {path.parent.name}")
        count += 1
    mail = pathlib.Path(GIVEN["rt_mail"])
    if mail.exists() and mail.stat().st_size:
        problems.append(f"Request Tracker sent mail: {mail.read_text()[:200]}")
    refused = json.dumps({"Queue": "General", "Subject": "DRAFT x", "Content": "x", "ContentType": "text/plain"}).encode()
    expect("another queue as the drafter", call("POST", f"{base}/REST/2.0/ticket", refused, headers)[0], 403)
    print(f"Request Tracker took and rendered {count} payloads, and sent no mail")


def matrix():
    base, room = "http://127.0.0.1:8008", urllib.parse.quote(GIVEN["matrix_room"])
    headers = [("Authorization", f"Bearer {GIVEN['matrix_token']}"), ("Content-Type", "application/json")]
    count = 0
    for path in payloads("matrix", "comms-create_draft") + payloads("matrix", "comms-hostile-*") + payloads(
            "matrix", "comms-long-*"):
        url = f"{base}/_matrix/client/v3/rooms/{room}/send/m.room.message/payload-{count}"
        status, answer = call("PUT", url, path.read_bytes(), headers)
        expect(f"{path.parent.name} is taken", status, 200)
        if status != 200:
            problems.append(answer[:200])
            continue
        event = urllib.parse.quote(json.loads(answer)["event_id"])
        stored = json.loads(call("GET", f"{base}/_matrix/client/v3/rooms/{room}/event/{event}", headers=headers)[1])
        expect(f"the content of {path.parent.name}", stored["content"], json.loads(path.read_text()))
        count += 1
    reader = [("Authorization", f"Bearer {GIVEN['matrix_reader']}")]
    state = json.loads(call("GET", f"{base}/_matrix/client/v3/sync?timeout=0", headers=reader)[1])
    counts = state["rooms"]["join"][GIVEN["matrix_room"]]["unread_notifications"]
    expect("highlights for another member of the room", counts.get("highlight_count", 0), 0)
    print(f"Synapse took {count} payloads, and pinged nobody")


def main():
    global DIR
    DIR = pathlib.Path(sys.argv[1])
    GIVEN.update(json.loads(pathlib.Path(sys.argv[2]).read_text()))
    for check in (dovecot, mediawiki, redmine, rt, matrix):
        started = time.time()
        check()
        print(f"  in {time.time() - started:.0f} s")
    for problem in problems[:40]:
        print(problem)
    print(f"{len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
