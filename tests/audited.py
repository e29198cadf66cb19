"""Extract pages while Python tells of all that is opened, started or run; print what there was, a line each."""

from __future__ import annotations

import importlib
import pkgutil
import sys

from benchmarks.fingerprint import hash_of
from benchmarks.pages.fixtures import read_fixtures

import cleanpage

HARMLESS = {"builtins.id", "sys._getframe"}
"""What has no effect outside of the interpreter."""

HOSTILE = """
<!doctype html><html><head><base href="file:///etc/"><title>Owls</title>
<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]><link rel="stylesheet" href="https://owls.example/x.css">
<meta http-equiv="refresh" content="0; url=https://owls.example/"><script src="https://owls.example/x.js"></script>
<script>alert(1); __import__("os").system("true")</script>
<script type="application/ld+json">{"@context": "https://owls.example/context", "@type": "Article", "headline":
"__import__('os').system('true')", "author": {"@id": "file:///etc/passwd"}}</script></head><body>
<iframe src="file:///etc/passwd"></iframe><img src="https://owls.example/owl.png"><object data="x.swf"></object>
<xi:include href="file:///etc/passwd"/><p>&secret; {{ 7 * 7 }} ${7*7} %s %(x)s {0.__class__} `true` $(true)
The owls of the old mill hunt at night, and most of them hunt alone, as their parents did before them.</p></body></html>
"""


def main() -> None:
    """Import all that extraction needs, and then watch."""
    for module in pkgutil.walk_packages(cleanpage.__path__, "cleanpage."):
        if not module.name.startswith(("cleanpage.engines", "cleanpage.cli", "cleanpage.__main__")):
            importlib.import_module(module.name)
    fixtures = read_fixtures()[::2]
    for fixture in fixtures:  # what is loaded once: weights, words, codecs
        hash_of(cleanpage.extract(fixture.dump, url=fixture.url))
    events: dict[str, None] = {}
    watching = True

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event not in HARMLESS:
            events[f"{event} {arguments!r:.200}"] = None

    sys.addaudithook(note)
    for fixture in fixtures:
        hash_of(cleanpage.extract(fixture.dump, url=fixture.url))
    for dump in (HOSTILE, HOSTILE.encode(), HOSTILE.encode("utf-16")):
        hash_of(cleanpage.extract(dump, url="https://owls.example/"))
    watching = False
    print("\n".join(events))


if __name__ == "__main__":
    main()
