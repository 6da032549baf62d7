#!/usr/bin/env python3
"""Sends payloads to the servers that check_servers.sh started, and looks at what they stored and rendered.

usage: check_servers.py DIR REDMINE_KEY REDMINE_FIELD REDMINE_TRACKER
"""
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

DIR, KEY, FIELD, TRACKER = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
problems = []


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
    base, headers = "http://127.0.0.1:13000", [("X-Redmine-API-Key", KEY), ("Content-Type", "application/json")]
    count = 0
    for path in payloads("redmine", "ticket-create_draft") + payloads("redmine", "ticket-hostile-*") + payloads(
            "redmine", "ticket-long-*"):
        body = json.loads(path.read_text())
        body["issue"] |= {"project_id": "rel", "tracker_id": TRACKER}
        body["issue"]["custom_fields"][0]["id"] = FIELD
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
    _, answer = call("GET", f"{base}/issues.json?project_id=rel&cf_{FIELD}={key}&status_id=*", headers=headers[:1])
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


for check in (dovecot, mediawiki, redmine):
    started = time.time()
    check()
    print(f"  in {time.time() - started:.0f} s")
for problem in problems[:40]:
    print(problem)
print(f"{len(problems)} problems")
sys.exit(1 if problems else 0)
