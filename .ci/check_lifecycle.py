#!/usr/bin/env python3
"""Plays the life of drafts against the servers that check_servers.sh started, with the built program.

For each server: plan a release whose drafts go there, export, send each payload as its request card says, read the record
back, list what is there with the request that the program names, and ask the program where the drafts stand. The program
itself sends nothing; what is sent is sent here.

usage: check_lifecycle.py BINARY SETTINGS.json
"""
import email
import imaplib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

from check_servers import call

ROOT = pathlib.Path(__file__).resolve().parent.parent
problems = []


def expect(name, found, wanted):
    if found != wanted:
        problems.append(f"{name}: {found!r}, expected {wanted!r}")


class Server:
    """One target: how a person there sends a request, lists the drafts, looks at one and edits it."""

    kind, settings = "ticket", {}

    def __init__(self, given):
        self.given = given
        self.ids = {}

    def send(self, card, body):
        """The status of sending a card's request, and the record's id."""
        request = card["request"]
        headers = [("Content-Type", card["body_content_type"])] + list(request["headers"].items()) + self.headers()
        return call(request["method"], self.base + request["path"], body, headers)


class RequestTracker(Server):
    connector, container, base = "rt", "REL", "http://127.0.0.1:13100"

    def headers(self):
        import base64
        return [("Authorization", "Basic " + base64.b64encode(b"drafter:drafter-pw-1").decode())]

    def record(self, number):
        return json.loads(call("GET", f"{self.base}/REST/2.0/ticket/{number}", headers=self.headers())[1])

    def send(self, card, body):
        request = card["request"]
        if request["headers"].get("If-Match") == "{etag}":
            # What the card tells the person: take the ETag, where the ticket is still the one that was listed.
            url = self.base + request["path"]
            request["headers"]["If-Match"] = self.etag(url)
        status, answer = super().send(card, body)
        return status, json.loads(answer).get("id") if request["method"] == "POST" and status == 201 else None

    def etag(self, url):
        import urllib.request
        with urllib.request.urlopen(urllib.request.Request(url, headers=dict(self.headers()))) as answer:
            return answer.headers["ETag"]

    def listing(self):
        query = urllib.parse.urlencode({
            "query": "CF.{ReleasegateKey} LIKE 'rg1-'", "fields": "Subject,Status,LastUpdated,CustomFields", "per_page": 100})
        return "rt.json", call("GET", f"{self.base}/REST/2.0/tickets?{query}", headers=self.headers())[1]

    def is_draft(self, number, body):
        ticket = self.record(number)
        expect("the ticket's status", ticket["Status"], "new")
        expect("the ticket's subject", ticket["Subject"], json.loads(body)["Subject"])
        expect("who was told of it", [ticket["Requestor"], ticket["Cc"], ticket["AdminCc"]], [[], [], []])
        _, history = call("GET", f"{self.base}/REST/2.0/ticket/{number}/history?fields=Type", headers=self.headers())
        kinds = {item["Type"] for item in json.loads(history)["items"]}
        if kinds & {"Correspond", "EmailRecord", "CommentEmailRecord"}:
            problems.append(f"Request Tracker sent mail about ticket {number}: {sorted(kinds)}")

    def edit(self, number):
        url, headers = f"{self.base}/REST/2.0/ticket/{number}", self.headers() + [("Content-Type", "application/json")]
        body = json.dumps({"Subject": "DRAFT but better"}).encode()
        expect("editing the ticket", call("PUT", url, body, headers)[0], 200)

    def stale(self, card, body):
        card["request"]["headers"]["If-Match"] = '"1"'
        return super().send(card, body)[0], 412


class Redmine(Server):
    connector, container, base = "redmine", "rel", "http://127.0.0.1:13000"

    def __init__(self, given):
        super().__init__(given)
        self.settings = {"key_field_id": given["redmine_field"], "tracker_id": given["redmine_tracker"]}

    def headers(self):
        return [("X-Redmine-API-Key", self.given["redmine_key"])]

    def send(self, card, body):
        status, answer = super().send(card, body)
        return status, json.loads(answer)["issue"]["id"] if status == 201 else None

    def listing(self):
        url = f"{self.base}/issues.json?project_id=rel&subject=~DRAFT&status_id=*&limit=100"
        return "redmine.json", call("GET", url, headers=self.headers())[1]

    def is_draft(self, number, body):
        _, answer = call("GET", f"{self.base}/issues/{number}.json", headers=self.headers())
        issue = json.loads(answer)["issue"]
        expect("a private issue", issue.get("is_private"), True)
        expect("the issue's subject", issue["subject"], json.loads(body)["issue"]["subject"])

    def edit(self, number):
        import time
        # Redmine keeps whole seconds.
        time.sleep(1.1)
        body = json.dumps({"issue": {"notes": "read it", "private_notes": True}}).encode()
        headers = self.headers() + [("Content-Type", "application/json")]
        expect("editing the issue", call("PUT", f"{self.base}/issues/{number}.json", body, headers)[0], 204)


class MediaWiki(Server):
    connector, container, base, kind = "mediawiki", "Draft", "http://127.0.0.1:13200", "docs_page"

    def __init__(self, given):
        super().__init__(given)
        import urllib.request
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        self.post({"action": "login", "lgname": "Admin", "lgpassword": "adminpw-1234567", "lgtoken": self.token("login")})

    def token(self, kind):
        url = f"{self.base}/api.php?action=query&meta=tokens&type={kind}&format=json"
        return json.loads(call("GET", url, opener=self.opener)[1])["query"]["tokens"][f"{kind}token"]

    def post(self, fields):
        body = urllib.parse.urlencode({**fields, "format": "json"}).encode()
        return json.loads(call("POST", f"{self.base}/api.php", body, opener=self.opener)[1])

    def send(self, card, body):
        fields = dict(urllib.parse.parse_qsl(body.decode(), strict_parsing=True))
        self.title = fields["title"]
        answer = self.post({**fields, "action": "edit", "token": self.token("csrf")})
        return (201, answer["edit"].get("pageid")) if answer.get("edit", {}).get("result") == "Success" else (
            answer.get("error", answer), None)

    def listing(self):
        url = (f"{self.base}/api.php?action=query&generator=allpages&gapprefix=Releasegate/&gapnamespace=118&prop=info|revisions"
               "&rvprop=ids|content&format=json&formatversion=2")
        return "mediawiki.json", call("GET", url, opener=self.opener)[1]

    def is_draft(self, number, body):
        expect("the page is in the Draft namespace", self.title.startswith("Draft:"), True)

    def edit(self, number):
        fields = {"action": "edit", "title": self.title, "appendtext": "\n\nread it", "token": self.token("csrf")}
        expect("editing the page", self.post(fields)["edit"]["result"], "Success")


class Matrix(Server):
    connector, base, kind = "matrix", "http://127.0.0.1:8008", "comms"

    def __init__(self, given):
        super().__init__(given)
        self.container = given["matrix_room"]

    def headers(self, who="matrix_token"):
        return [("Authorization", "Bearer " + self.given[who])]

    def send(self, card, body):
        status, answer = super().send(card, body)
        again = super().send(card, body)
        expect("the same request again makes no second event", again[1], answer)
        return 201 if status == 200 else status, json.loads(answer).get("event_id")

    def listing(self):
        # The client API pages with a token until there is no more; this room fits on one page.
        path = f"/_matrix/client/v3/rooms/{urllib.parse.quote(self.container)}/messages?dir=b&limit=100"
        document = json.loads(call("GET", self.base + path, headers=self.headers())[1])
        while "end" in document:
            more = json.loads(call("GET", f"{self.base}{path}&from={document['end']}", headers=self.headers())[1])
            document["chunk"] += more["chunk"]
            document.pop("end")
            if "end" in more:
                document["end"] = more["end"]
        return "matrix.json", json.dumps(document)

    def is_draft(self, event, body):
        room = urllib.parse.quote(self.container)
        url = f"{self.base}/_matrix/client/v3/rooms/{room}/event/{urllib.parse.quote(event)}"
        content = json.loads(call("GET", url, headers=self.headers())[1])["content"]
        expect("the event's type", content["msgtype"], "m.notice")
        expect("nobody is mentioned", content["m.mentions"], {})
        # A second member of the room, who would be notified.
        state = json.loads(call("GET", f"{self.base}/_matrix/client/v3/sync?timeout=0", headers=self.headers("matrix_reader"))[1])
        counts = state["rooms"]["join"][self.container]["unread_notifications"]
        expect("highlights for a member of the room", counts.get("highlight_count", 0), 0)

    def edit(self, event):
        room = urllib.parse.quote(self.container)
        url = f"{self.base}/_matrix/client/v3/rooms/{room}/send/m.room.message/by-hand"
        content = {"msgtype": "m.notice", "body": "* better", "m.new_content": {"msgtype": "m.notice", "body": "better"},
                   "m.relates_to": {"rel_type": "m.replace", "event_id": event}}
        expect("editing the event", call("PUT", url, json.dumps(content).encode(), self.headers())[0], 200)


class Mail(Server):
    connector, container, kind = "email", "release-comms@example.com", "comms"

    def __init__(self, given):
        super().__init__(given)
        self.client = imaplib.IMAP4("127.0.0.1", 10143)
        self.client.login("lifecycle", "pw")
        self.client.select("Drafts")

    def send(self, card, body):
        answer, data = self.client.append("Drafts", r"(\Draft \Seen)", None, body)
        uid = re.search(rb"APPENDUID \d+ (\d+)", data[0])
        return (201, uid.group(1).decode()) if answer == "OK" else (answer, None)

    def listing(self):
        self.client.select("Drafts")
        _, data = self.client.uid("FETCH", "1:*", "(BODY.PEEK[HEADER])")
        lines = []
        for part in data:
            # imaplib leaves out the word that the server said.
            lines.append(b"* " + part[0].replace(b" (", b" FETCH (", 1) + b"\r\n" + part[1] + b")" if isinstance(part, tuple) else part)
        return "email.txt", b"\r\n".join(line for line in lines if line not in (None, b")")).decode() + "\r\na1 OK Fetch completed.\r\n"

    def is_draft(self, uid, body):
        self.client.select("Drafts")
        _, data = self.client.uid("FETCH", uid, "(FLAGS BODY.PEEK[HEADER])")
        if b"\\Draft" not in data[0][0] and b"\\Draft" not in (data[1] if isinstance(data[1], bytes) else b""):
            problems.append("the message is not flagged as a draft")
        message = email.message_from_bytes(data[0][1])
        expect("a message without sender and date", [message["Date"], message["From"], message["X-Unsent"]], [None, None, "1"])

    def edit(self, uid):
        pass


class Release:
    """A copy of a sample whose drafts go to one server."""

    def __init__(self, binary, server, folder):
        self.binary, self.server, self.folder = binary, server, folder
        sample = ROOT / "samples/standard-change"
        subprocess.run(["cp", "-r", sample, folder / "release"], check=True)
        self.path = folder / "release/release.yaml"
        self.now = (sample / "now").read_text().strip()
        settings = ", ".join(f"{name}: {json.dumps(str(value))}" for name, value in server.settings.items())
        line = f"  - {{kind: {server.kind}, connector: {server.connector}, container: {json.dumps(server.container)}"
        line += f", settings: {{{settings}}}}}\n" if settings else "}\n"
        text = self.path.read_text()
        text = re.sub(r"(?m)^writebacks:\n(  - .*\n)+", "writebacks:\n" + line, text)
        self.path.write_text(text)

    def run(self, *words, allowed=(0, 1, 2)):
        command = [self.binary, *words, "--now", self.now, "--ledger", str(self.folder / "ledger.sqlite")]
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode not in allowed:
            sys.exit(f"{' '.join(map(str, command))} ended with {result.returncode}\n{result.stdout}{result.stderr}")
        return result.stdout

    def plan(self):
        self.run("plan", str(self.path), "--out", str(self.folder / "readiness"))

    def drafts(self, verb, listing=None):
        words = ["drafts", verb, "--release", str(self.path), "--format", "json"]
        if verb == "export":
            words += ["--out", str(self.folder / "export")]
        if listing:
            path = self.folder / listing[0]
            path.write_text(listing[1])
            words += ["--listing", str(path), "--listed-at", "2030-01-01T00:00:00Z"]
        drafts = json.loads(self.run(*words))["drafts"]
        return [draft for draft in drafts if draft["connector"] == self.server.connector]

    def cards(self):
        for path in sorted((self.folder / "export").glob("**/card.json")):
            card = json.loads(path.read_text())
            if card["connector"] == self.server.connector:
                yield path.relative_to(self.folder), card, (path.parent / card["body_file"]).read_bytes()


def live(binary, server):
    with tempfile.TemporaryDirectory() as scratch:
        release = Release(binary, server, pathlib.Path(scratch))
        release.plan()
        states = lambda drafts: sorted({draft["state"] for draft in drafts})

        def stands(when, drafts, wanted):
            expect(f"{server.connector}, {when}", states(drafts), [wanted])
            problems.extend(f"  {draft['artefact']}: {draft['reason']}" for draft in drafts if draft["state"] != wanted)

        before = release.drafts("status", server.listing())
        stands("before anything is there", before, "planned")
        release.drafts("export")
        count = 0
        for name, card, body in release.cards():
            status, record = server.send(card, body)
            expect(f"{name} is taken", status, 201)
            if status == 201:
                server.ids[card["key"]] = record
                server.is_draft(record, body)
                count += 1
        expect(f"{server.connector}, drafts sent", count, len(before))
        drafts = release.drafts("status", server.listing())
        stands("once they are there", drafts, "unchanged")
        again = release.drafts("export", server.listing())
        expect(f"{server.connector}, to carry over again", [draft["operation"] for draft in again if draft["operation"]], [])
        expect(f"{server.connector}, folders left", [str(name) for name, _, _ in release.cards()], [])
        # The release changes: the same records get the new text.
        text = release.path.read_text()
        release.path.write_text(re.sub(r'(?m)^(  version: *)"?[^"\n]*"?', r'\g<1>"9.9.9"', text, count=1))
        release.plan()
        changed = release.drafts("export", server.listing())
        updates = [draft for draft in changed if draft["state"] == "update"]
        stands("after a change of the release", changed, "update")
        if server.connector != "email":
            for name, card, body in release.cards():
                expect(f"{name} is an update", card["operation"], "update_draft")
                status, _ = server.send(card, body)
                if status not in (200, 201, 204):
                    problems.append(f"{name}: the update was answered with {status}")
                if hasattr(server, "stale"):
                    expect(f"{name} with a stale revision", *server.stale(card, body))
            drafts = release.drafts("export", server.listing())
            stands("once they are updated", drafts, "unchanged")
            for record in server.ids.values():
                server.edit(record)
                break
            drafts = release.drafts("status", server.listing())
            conflicts = [draft for draft in drafts if draft["state"] == "conflict"]
            expect(f"{server.connector}, after a person edited one", (len(conflicts), len(drafts)), (1, count))
        print(f"{server.connector}: {count} drafts made, {len(updates)} to update, no second one")


def main():
    binary, given = os.path.abspath(sys.argv[1]), json.loads(pathlib.Path(sys.argv[2]).read_text())
    for kind in (Mail, Matrix, MediaWiki, RequestTracker, Redmine):
        if given.get("only") in (None, kind.connector):
            live(binary, kind(given))
    for problem in problems[:40]:
        print(problem)
    print(f"{len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
