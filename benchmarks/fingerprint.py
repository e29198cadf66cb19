"""Hash everything that is said of a page, in every format: what must be the same wherever and whenever it is run.

    python -m benchmarks.fingerprint CORPORA --save BEFORE.jsonl       before a change that should alter no page
    python -m benchmarks.fingerprint CORPORA --against BEFORE.jsonl    after it: which pages differ, and in what

CORPORA is a folder of labelled `.jsonl.xz` files, or some of these. Exits 1 if a page differs, or if none is compared.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Final

import cleanpage
from benchmarks.pages.corpus import LabelledPage, read_corpus
from cleanpage import Options
from cleanpage.page import Page

AT_A_TIME: Final = 16
"""Pages that a process is given at a time."""

ALL_KEPT: Final = Options(comments=True, captions=True, favor="recall")
"""Options that keep the most, so that every rule is asked with and without them."""

SHOWN: Final = 10
"""Pages that are named of those that differ."""

Hashes = Mapping[str, str]
"""What is said of a page, by what it is, each hashed."""


def extract(page: LabelledPage) -> Page:
    """Return what is found in a page of a corpus."""
    return cleanpage.extract(page.dump, url=page.url or None, input_format="text" if page.format == "text" else "auto")


def formats(page: Page) -> tuple[str, ...]:
    """Return the page as JSON with its tree, Markdown with its metadata, HTML and TEI."""
    plain = json.dumps(page.to_dict(tree=True), ensure_ascii=False, allow_nan=False)
    return plain, page.to_markdown(front_matter=True), page.to_html(document=True), page.to_tei()


def fingerprint(page: LabelledPage) -> str:
    """Return a hash of all formats of a page of a corpus."""
    return hash_of(extract(page))


def hash_of(page: Page) -> str:
    """Return a hash of all formats of an extracted page.

    Raises:
        UnicodeEncodeError: a format holds a lone surrogate.
    """
    return _hash("\0".join(formats(page)))


def parts(page: LabelledPage) -> dict[str, str]:
    """Return the hashes of text, labels, reasons, metadata and formats, and of the page with other options."""
    found = extract(page)
    data = found.to_dict(tree=True)
    blocks, metadata, text = data.pop("blocks"), data.pop("metadata"), data.pop("text")
    labels = [[block[name] for name in ("label", "score", "sort", "overrule", "kind", "text")] for block in blocks]
    _, markdown, html, tei = formats(found)
    is_text = page.format == "text"
    url = page.url or None
    alone = cleanpage.extract(page.dump, url=url, input_format="text" if is_text else "auto", metadata_only=True)
    most = cleanpage.extract(page.dump, url=url, input_format="text" if is_text else "auto", options=ALL_KEPT)
    return {
        "text": _hash(text),
        "labels": _hash(json.dumps(labels)),
        "blocks": _hash(json.dumps(blocks)),
        "metadata": _hash(json.dumps(metadata)),
        "status and tree": _hash(json.dumps(data)),
        "markdown": _hash(markdown),
        "html": _hash(html),
        "tei": _hash(tei),
        "metadata alone": _hash(json.dumps(alone.metadata.to_dict())),
        "with all options": _hash(json.dumps([(block.label, block.overrule) for block in most.blocks]) + most.text),
    }


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _pages(paths: Sequence[Path]) -> Iterator[LabelledPage]:
    files = chain.from_iterable(sorted(path.glob("*.jsonl.xz")) if path.is_dir() else [path] for path in paths)
    return chain.from_iterable(map(read_corpus, files))


def read_all(paths: Sequence[Path], jobs: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (set, variant and id of a page; its hashes), in the order of the files."""
    with ProcessPoolExecutor(jobs) as pool:
        chunk: list[LabelledPage] = []
        for page in chain(_pages(paths), [None]):
            if page:
                chunk.append(page)
            # Not all pages of a corpus have room in memory at a time.
            if not page or len(chunk) == AT_A_TIME * jobs * 4:
                for one, hashes in zip(chunk, pool.map(parts, chunk, chunksize=AT_A_TIME), strict=True):
                    yield f"{one.set_name} {one.id}", hashes
                chunk.clear()


def compare(before: Mapping[str, Hashes], now: Mapping[str, Hashes]) -> list[str]:
    """Return what to say of two runs: how many pages differ in each part, and the first of them.

    Pages that are in one of the runs only are not compared, but counted.
    """
    both = [key for key in now if key in before]
    differing = {key: [part for part in now[key] if now[key][part] != before[key].get(part)] for key in both}
    differing = {key: names for key, names in differing.items() if names}
    counts = Counter(chain.from_iterable(differing.values()))
    lines = [f"{len(both)} pages compared, {len(differing)} differ; {len(now.keys() ^ before.keys())} in one run only"]
    lines += [f"  {count:6} {part}" for part, count in counts.most_common()]
    return lines + [f"{key}: {', '.join(names)}" for key, names in list(differing.items())[:SHOWN]]


def main(argv: Sequence[str] | None = None) -> int:
    """Write the hashes of all pages, or compare them with what was written; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fingerprint", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--jobs", type=int, default=1)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--save", type=Path, help="file that the hashes are written to, a page on each line")
    action.add_argument("--against", type=Path, help="such a file, of before a change")
    arguments = parser.parse_args(argv)
    now = dict(read_all(arguments.corpora, arguments.jobs))
    if arguments.save:
        with arguments.save.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps([key, hashes]) + "\n" for key, hashes in now.items())
        print(f"{len(now)} pages")
        return 0
    before = dict(json.loads(line) for line in arguments.against.read_text(encoding="utf-8").splitlines())
    lines = compare(before, now)
    print("\n".join(lines))
    return 0 if len(lines) == 1 and now.keys() & before.keys() else 1


if __name__ == "__main__":
    raise SystemExit(main())
