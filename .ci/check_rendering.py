#!/usr/bin/env python3
"""Renders exported payloads as their targets do and looks for anything that acts.

usage: check_rendering.py DIR...

Each DIR holds exports: <connector>/<name>/payload.*. Markdown is rendered by cmark-gfm, which GitHub runs, and by
markdown-it with its fuzzy linker; HTML is read by html5lib; wikitext by mwparserfromhell; mail by Python's own parser.
What a target does after rendering (mentions, references, quick actions, emoji names) is looked for in the rendered text by
the patterns that its documentation gives. A commit's name of 7 to 40 digits is let through: it links only where that commit
is, notifies nobody, and a broken one could not be copied. Exit status 1 where something acts.
"""
import collections
import email
import email.policy
import json
import pathlib
import re
import sys
import unicodedata
import urllib.parse

import cmarkgfm
import html5lib
import mwparserfromhell
from cmarkgfm.cmark import Options
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt

FUZZY = LinkifyIt()
STRICT = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
EDITOR = MarkdownIt("gfm-like", {"linkify": True})
BLOCKS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "code", "hr", "blockquote", "table",
    "thead", "tbody", "tr", "th", "td",
}
REFERENCES = [
    ("mention", r"[@＠﹫][\w<(\[]"),
    ("reference", r"[#＃]\w|(?<!\w)[!&$^]\d"),
    ("label or milestone", r"[~%][\"\w]|~~"),
    ("issue number", r"(?i)(?<!\w)(gh|gl)-\d"),
    ("closing keyword",
     r"(?i)(?<!\w)(clos(e|es|ed|ing)|fix(es|ed|ing)?|resolv(e|es|ed|ing)|implement(s|ed|ing)?)\b:?[ ]+"
     r"(\S*#\d|https?:|[a-z][a-z0-9]+-\d|\S+/\S*\d)"),
    ("template or wiki link", r"\{\{|\[\[|\{%|\{\||\{#"),
    ("emoji name", r":(?=[a-z0-9_+-]*[a-z+-])[a-z0-9_+-]+:"),
    ("bracketed reference", r"(?i)\[(issue|work_item|vulnerability|wiki_page|contact|feature_flag|cadence|epic):"),
    ("iteration", r"(?i)\*iteration:\d"),
    ("table of contents", r"(?i)\[toc\]"),
    ("journal code", r"(?i)\[/?code\]"),
    ("switch", r"__[A-Z]"),
]
REFERENCES = [(name, re.compile(pattern)) for name, pattern in REFERENCES]
REDMINE = [
    ("object", re.compile(
        r"(?<!\w)(commit|source|export|document|attachment|version|forum|message|news|project|user|wiki|issue):[\w\"/]")),
    ("revision", re.compile(r"(?<!\w)r\d")),
]


def in_text(text, linker):
    """What acts in text as a reader of the target sees it."""
    for name, pattern in REFERENCES:
        if match := pattern.search(text):
            yield f"{name}: {text[max(0, match.start() - 10):match.end() + 20]!r}"
    for match in (linker.match(text) or [])[:2]:
        yield f"link: {match.raw!r}"
    for index, character in enumerate(text):
        category = unicodedata.category(character)
        if category in ("Cc", "Cf", "Co", "Zl", "Zp") and character not in "\n\u200b\u200d":
            yield f"hidden U+{ord(character):04X}"
        if character == "\u200d" and (index == 0 or ord(text[index - 1]) < 0x2000):
            yield "a joiner outside an emoji"
    for line in text.split("\n"):
        if re.match(r"/[a-zA-Z]", line):
            yield f"quick action: {line[:30]!r}"


def in_html(html, linker, more=(), allowed=BLOCKS, attributes=()):
    """What acts in HTML: tags, attributes, and the text outside code."""
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    texts = []

    def walk(node, is_code):
        if isinstance(node.tag, str) and node is not tree:
            if node.tag not in allowed:
                yield f"<{node.tag}>"
            for name, value in node.attrib.items():
                if (node.tag, name) not in attributes:
                    yield f"<{node.tag} {name}={value[:30]!r}>"
        is_code = is_code or node.tag in ("code", "pre")
        # A comment is our marker, and nobody sees it.
        if node.text and isinstance(node.tag, str) and not is_code:
            texts.append(node.text)
        for child in node:
            if isinstance(child.tag, str) and child.tag not in ("strong", "em", "del"):
                texts.append("\n")
            yield from walk(child, is_code)
            if child.tail and not is_code:
                texts.append(child.tail)

    yield from walk(tree, False)
    text = "".join(texts)
    yield from in_text(text, linker)
    for name, pattern in more:
        if match := pattern.search(text):
            yield f"{name}: {match.group()!r}"


TASKS = {("input", "type"), ("input", "checked"), ("input", "disabled")}
ALIGNED = {("td", "align"), ("th", "align"), ("ol", "start")}
EXTENSIONS = ["table", "strikethrough", "autolink", "tasklist", "tagfilter"]


def in_markdown(text, more=(), has_editor=False, linker=STRICT):
    """As cmark-gfm renders it, raw HTML and all; and as an editor with a fuzzy linker does."""
    html = cmarkgfm.markdown_to_html_with_extensions(
        text, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES, extensions=EXTENSIONS)
    yield from in_html(html, linker, more, BLOCKS | {"input"}, TASKS | ALIGNED)
    if has_editor:
        shown = re.sub(r"<!--.*?-->", "", text, flags=re.S)
        yield from (f"editor: {found}" for found in in_html(EDITOR.render(shown), FUZZY, more, BLOCKS, ALIGNED))
    for line in text.split("\n"):
        if re.match(r"/[a-zA-Z]|::include", line):
            yield f"quick action: {line[:30]!r}"


def in_wikitext(text):
    body = text.split("\n", 1)[1] if text.startswith("<!-- releasegate:v1 ") else text
    tree = mwparserfromhell.parse(body)
    for name, found in [
        ("template", tree.filter_templates()), ("wiki link", tree.filter_wikilinks()),
        ("external link", tree.filter_external_links()), ("argument", tree.filter_arguments()),
        ("entity", []), ("comment", tree.filter_comments()),
    ]:
        if found:
            yield f"{name}: {str(found[0])[:40]!r}"
    ours = {"nowiki", "b", "i", "code", "blockquote", "table", "tr", "td", "th", "li", "hr"}
    for tag in tree.filter_tags():
        if str(tag.tag).strip().lower() not in ours:
            yield f"<{tag.tag}>"
    outside = re.sub(r"<nowiki>.*?</nowiki>", "", body, flags=re.S)
    for name, pattern in [
        ("signature", r"~~~"), ("switch", r"__[A-Z]+__"), ("redirect", r"(?i)#redirect"), ("magic link", r"(RFC|PMID|ISBN) \d"),
        ("link", r"(?i)\b(https?|ftp|mailto):"),
    ]:
        if match := re.search(pattern, outside):
            yield f"{name}: {match.group()!r}"
    if "<nowiki>" in outside or "</nowiki>" in outside:
        yield "an open nowiki"


def nodes(value, acting, texts):
    """Every text of a JSON document format; node types that act are told."""
    if isinstance(value, list):
        for element in value:
            yield from nodes(element, acting, texts)
    elif isinstance(value, dict):
        if value.get("type") in acting:
            yield f"node {value['type']}"
        for name in ("href", "url", "link", "selectAction", "actions", "entities"):
            if value.get(name):
                yield f"member {name}"
        for name, inner in value.items():
            if name in ("text", "content", "body", "fallbackText") and isinstance(inner, str):
                texts.append(inner)
            yield from nodes(inner, acting, texts)


ACTING = {
    "mention", "inlineCard", "blockCard", "embedCard", "extension", "bodiedExtension", "inlineExtension", "emoji", "media",
    "user", "usergroup", "channel", "broadcast", "link", "mrkdwn", "button", "image", "bookmark", "embed", "equation",
    "Action.OpenUrl", "Action.Submit", "Action.Execute", "TextBlock", "Image", "Media",
}


def in_nodes(value, extra=()):
    texts = []
    yield from nodes(value, ACTING, texts)
    for text in [*texts, *extra]:
        yield from in_text(text, STRICT)


def found_in(connector, value):
    if connector in ("jira", "jsm"):
        fields = value.get("fields", {})
        yield from in_nodes(fields.get("description", value.get("body")), [fields.get("summary", "")])
    elif connector == "confluence":
        yield from in_nodes(json.loads(value["body"]["value"]), [value["title"]])
    elif connector in ("notion", "teams"):
        yield from in_nodes(value)
    elif connector == "slack":
        yield from in_nodes(value["blocks"])
        if re.search(r"<[!@#]|<https?:", value["text"]):
            yield "control sequence in the fallback"
        yield from in_text(value["text"].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"), STRICT)
    elif connector in ("github", "gitlab"):
        title = value.get("title") or value.get("name") or ""
        yield from in_text("" if title.startswith("Drafts/") else title, STRICT)
        yield from in_markdown(value.get("body") or value.get("description") or value.get("note") or value.get("content"))
    elif connector == "linear":
        given = value["variables"]["input"]
        yield from in_text(given["title"], STRICT)
        yield from in_markdown(given["description"], has_editor=True)
    elif connector == "azure-devops":
        if isinstance(value, dict):
            yield from in_markdown(value["content"], has_editor=True)
            return
        fields = {step["path"]: step["value"] for step in value}
        yield from in_text(fields["/fields/System.Title"], STRICT)
        yield from in_html(fields["/fields/System.Description"], STRICT)
    elif connector == "redmine":
        issue = value.get("issue", {})
        yield from in_text(issue.get("subject", ""), STRICT)
        text = issue.get("description") or issue.get("notes") or value.get("wiki_page", {}).get("text")
        yield from in_markdown(text, REDMINE)
    elif connector == "matrix":
        content = value.get("m.new_content", value)
        yield from in_text(content["body"], FUZZY)
        yield from in_html(content["formatted_body"], FUZZY)
    elif connector == "mediawiki":
        yield from in_wikitext(dict(urllib.parse.parse_qsl(value.decode()))["text"])
    elif connector == "email":
        message = email.message_from_bytes(value, policy=email.policy.default)
        yield from in_text(message["Subject"], STRICT)
        yield from in_text(message.get_content().replace("\r\n", "\n"), FUZZY)
    elif connector == "markdown":
        yield from in_markdown(value.decode())
    else:
        names = {
            "servicenow": ["short_description", "description"], "rt": ["Subject", "Content"],
            "statuspage": ["title", "body"], "pagerduty": ["description", "briefing"],
        }[connector]
        inner = value.get("template", {**value, **value.get("maintenance_window", {})})
        for name in names:
            yield from in_text(inner.get(name, ""), STRICT)


def main():
    counts = collections.Counter()
    problems = collections.defaultdict(list)
    for folder in sys.argv[1:]:
        for path in sorted(pathlib.Path(folder).glob("*/*/payload.*")):
            connector = path.parent.parent.name
            value = json.loads(path.read_text(encoding="utf-8")) if path.suffix == ".json" else path.read_bytes()
            counts[connector] += 1
            for found in found_in(connector, value):
                problems[connector, found.split(":")[0]].append(f"{path.parent.name}: {found}")
    for (connector, kind), found in sorted(problems.items()):
        print(f"{connector}: {len(found)} × {kind}, such as {found[0]}")
    print(f"{sum(counts.values())} payloads rendered for {len(counts)} connectors, {len(problems)} kinds of problems")
    return 1 if problems or not counts else 0


if __name__ == "__main__":
    sys.exit(main())
