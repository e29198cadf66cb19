"""Load documents in a headless browser, and tell which of them ran a script."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# Everything that a reader could set off, and what a page that copies the output into itself would do with it.
EXERCISE = """
const kinds = ["click", "mouseover", "mouseenter", "focus", "toggle", "load", "error", "animationstart", "begin"];
addEventListener("click", event => {
  const link = event.target.closest("[href]");
  if (link && !/^\\s*javascript:/i.test(link.href.baseVal || link.href)) event.preventDefault();
}, true);
function setOff() {
  for (const element of document.querySelectorAll("body, body *"))
    for (const kind of kinds)
      try { element.dispatchEvent(new Event(kind, {bubbles: true, cancelable: true})); } catch {}
  for (const element of document.querySelectorAll("a, area, button, input, summary, [href]"))
    try { element.click ? element.click() : element.dispatchEvent(new MouseEvent("click")); } catch {}
}
addEventListener("load", () => {
  setOff();
  for (let round = 0; round < ROUNDS; round++) { document.body.innerHTML = document.body.innerHTML; setOff(); }
});
"""


def find_browser() -> str:
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if found is None:
        pytest.skip(f"none of {', '.join(BROWSERS)} is installed")
    return found


def run_in_browser(documents: Mapping[str, str], folder: Path, rounds: int) -> set[str]:
    """Return the names of the documents that ran a script, other than the one that sets them off.

    RUN in a document is the call that tells. Each is in a frame of its own; all are in one page. `rounds` is how many
    times its content is written out and read again, in which attacks by mutation come to life.
    """
    names = list(documents)
    frames = []
    for number, name in enumerate(names):
        document = documents[name].replace("RUN", f"top.canary({number})").replace("NUMBER", str(number))
        exercised = f"<script>{EXERCISE.replace('ROUNDS', str(rounds))}</script>{document}"
        frames.append(f'<iframe srcdoc="{html.escape(exercised)}"></iframe>')
    page = folder / "page.html"
    page.write_text(
        "<!doctype html><meta charset=utf-8><ul id=ran></ul><script>const seen = new Set();"
        "function canary(number) { if (seen.has(number)) return; seen.add(number);"
        'const item = document.createElement("li"); item.textContent = number; ran.append(item); }</script>'
        + "\n".join(frames)
        + "<p id=end></p>",
        encoding="utf-8",
        errors="replace",
    )
    dump = subprocess.run(
        [
            *(find_browser(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            *("--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder / 'profile'}"),
            *("--virtual-time-budget=5000", "--dump-dom", page.as_uri()),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout
    assert '<p id="end">' in dump
    ran = dump.partition('<ul id="ran">')[2].partition("</ul>")[0]
    return {names[int(number)] for number in re.findall(r"<li>(\d+)</li>", ran)}
