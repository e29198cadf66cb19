"""Nothing of a page is run, fetched or opened; and SECURITY.md names what is there."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

import audited
import cleanpage
from paths import ROOT

SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def events_of(before: str = "") -> list[str]:
    """Return what Python told of while pages were extracted, after some code was run."""
    code = f"{before}\nimport audited\naudited.main()"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    return run.stdout.split("\n")[:-1]


def test_nothing_is_run_fetched_or_opened() -> None:
    assert events_of() == [""]


def test_harm_is_seen() -> None:
    harm = "open('/dev/null'), socket.socket(), os.system('true'), exec('1')"
    spoiled = f"import cleanpage.formats as s, os, socket\ns.serialize = lambda _, f=s.serialize: ({harm}, f(_))[-1]"
    seen = {event.partition(" ")[0] for event in events_of(spoiled)}
    assert seen >= {"open", "socket.__new__", "os.system", "exec"}


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:tests|benchmarks)/[a-z_/.]+)", SECURITY))))
def test_what_it_names_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)", SECURITY))
def test_links_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_the_hostile_page_has_content() -> None:
    assert "hunt alone" in cleanpage.extract(audited.HOSTILE).text
