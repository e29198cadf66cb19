"""Measure what the reasons of a page's blocks cost: `Page.blocks`, their reasons, and `Page.to_dict`, by the block.

    python -m benchmarks.robustness reasons

CPU time in microseconds a block, by the number of blocks. What is done once in a process has been done before.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import cleanpage
from benchmarks.environment import describe
from cleanpage.blocks import Format

BLOCKS: Final = (1_000, 4_000, 16_000)
"""Blocks of a page."""

WARM: Final = 10
"""Blocks of the page that is read before."""

_SENTENCE: Final = "The ferry left the stone pier at half past nine, and nobody on board had thought to bring a map."

KINDS: Final[Mapping[str, tuple[Format, Callable[[int], str]]]] = MappingProxyType(
    {
        "short paragraphs": ("html", lambda n: f"<p>{n} words here</p>"),
        "paragraphs": ("html", lambda n: f"<p>{n} {_SENTENCE}</p>"),
        "links": ("html", lambda n: f"<li><a href=/{n}>Story number {n}</a>"),
        "different classes": ("html", lambda n: f"<p class='c{n} post-{n}'>{n} {_SENTENCE}</p>"),
        "different elements inside": ("html", lambda n: f"<p>{n} <span class='by{n} author'>{_SENTENCE}</span></p>"),
        "dump of short lines": ("text", lambda n: f"{n} words here\n"),
        "dump of lines": ("text", lambda n: ("Home\n", "Read more\n", "12 comments\n", f"{_SENTENCE}\n")[n % 4]),
    }
)
"""How a page is read, and what makes its blocks from their numbers."""


def measure(kind: str, blocks: int) -> tuple[float, float, float]:
    """Return the microseconds a block of `Page.blocks`, of all reasons, and of `Page.to_dict`."""
    format, part = KINDS[kind]
    page = cleanpage.extract("".join(map(part, range(blocks))), input_format=format)
    start = time.process_time()
    found = page.blocks
    listed = time.process_time()
    for block in found:
        _ = block.reason
    explained = time.process_time()
    page.to_dict()
    done = time.process_time()
    scale = 1e6 / len(found)
    return scale * (listed - start), scale * (explained - listed), scale * (done - explained)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--blocks", type=int, nargs="+", default=BLOCKS)
    arguments = parser.parse_args(argv)
    print(f"{'page':28}{'blocks':>8}{'blocks':>10}{'reasons':>10}{'to_dict':>10}   microseconds a block")
    for kind in KINDS:
        measure(kind, WARM)
        for blocks in arguments.blocks:
            cells = "".join([f"{one:10.1f}" for one in measure(kind, blocks)])
            print(f"{kind:28}{blocks:8,}{cells}", flush=True)
    print(f"\n{describe(())}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
