"""Watches a page for what must never happen: a request to elsewhere, an error, a breach of the CSP."""

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import BrowserContext, Page

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

_REPORT_BREACHES = """
addEventListener("securitypolicyviolation", event => console.error(
  `CSP: ${event.violatedDirective} blocked ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`));
"""


def watch(context: BrowserContext, origin: str) -> list[str]:
    """A list that grows by a sentence for each request beyond `origin`, error and breach of the CSP."""
    faults: list[str] = []

    def on_request(url: str) -> None:
        if not url.startswith((f"{origin}/", "data:", "blob:", "about:")):
            faults.append(f"a request left the host: {url}")

    context.add_init_script(_REPORT_BREACHES)
    context.on("request", lambda request: on_request(request.url))
    context.on("console", lambda line: faults.append(f"console: {line.text}") if line.type == "error" else None)
    context.on("weberror", lambda error: faults.append(f"uncaught: {error.error}"))
    return faults


def lasting(faults: list[str]) -> list[str]:
    """Those that are no gap of a moment, which a server may have while it takes a new edition: pages ask again."""
    return [fault for fault in faults if "ERR_CONNECTION_REFUSED" not in fault and "ERR_CONNECTION_RESET" not in fault]


def violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA on the page as it stands: a sentence each."""
    page.evaluate(_axe())
    found = page.evaluate(
        "levels => axe.run(document, {runOnly: {type: 'tag', values: levels}, resultTypes: ['violations']})",
        LEVELS,
    )
    return [
        f"{urlsplit(page.url).path}: {rule['id']} ({rule['impact']}): {rule['help']}: "
        + "; ".join(" ".join(map(str, node["target"])) for node in rule["nodes"][:5])
        + (f" and {len(rule['nodes']) - 5} more" if len(rule["nodes"]) > 5 else "")
        for rule in found["violations"]
    ]


@cache
def _axe() -> str:
    source = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    return f"(() => {{ {source}\n }})()"
