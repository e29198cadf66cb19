"""Fuzz the package with atheris: mutated pages through everything that reads or writes them.

    python -m benchmarks.robustness fuzz TARGET CORPUS_FOLDER -max_total_time=1800 -timeout=10

`CORPUS_FOLDER` is filled with the fixtures when it is empty, and with what covers new code. What follows goes to
libFuzzer. A finding is written to the working folder as `crash-…`, `timeout-…` or `oom-…`; run it again with
`python -m benchmarks.robustness fuzz TARGET crash-…`. Needs the package atheris.

Besides that nothing raises, each target checks what must hold: two runs are equal, what is written can be read again.
"""

from __future__ import annotations

import importlib
import io
import pkgutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

with atheris.instrument_imports(include=["cleanpage"]):
    import cleanpage

    # What is imported later, in the middle of a page, would not be instrumented.
    for module in pkgutil.walk_packages(cleanpage.__path__, "cleanpage."):
        if not module.name.startswith(("cleanpage.engines", "cleanpage.__main__")):
            importlib.import_module(module.name)
    from cleanpage.crawl.archives import Reading, read_archive
    from cleanpage.decode import decoder
    from cleanpage.metadata.html.markup import json_repair

FIXTURES: Final = Path(__file__).parents[2] / "fixtures" / "pages"
READING: Final = Reading(max_bytes=2**20)


def fuzz_decode(data: bytes) -> None:
    """Decode bytes, with and without a Content-Type that the first of them make up."""
    first = decoder.decode(data)
    assert first == decoder.decode(data)
    first.text.encode("utf-8")  # raises if a surrogate is left
    header = data[:20].decode("latin-1")
    decoder.decode(data[20:], content_type=f"text/html; charset={header}")


def fuzz_html(data: bytes) -> None:
    """Extract a page of HTML and write it in all formats."""
    _extract(data, "html")


def fuzz_text(data: bytes) -> None:
    """Extract a text dump and write it in all formats."""
    _extract(data, "text")


def _extract(data: bytes, input_format: Any) -> None:
    url = "https://owls.example/nest/" if len(data) % 2 else None
    page = cleanpage.extract(data, url=url, input_format=input_format)
    assert page == cleanpage.extract(data, url=url, input_format=input_format)
    for block in page.blocks:
        assert block.reason
    words = page.text.split()
    for links in (True, False):
        page.to_markdown(links=links, images=links, front_matter=links)
        again = cleanpage.extract(page.to_html(links=links, document=True).encode(), input_format="html")
        assert not words or again.status != "binary"
    page.to_tei()
    page.to_dict(tree=True)
    assert 0 <= page.confidence <= 1
    limits = cleanpage.Options(max_blocks=1 + len(data) % 50, max_bytes=max(1, 7 * len(data) // 8), mend_encoding=True)
    part = cleanpage.extract(data, url=url, input_format=input_format, options=limits)
    assert part.status in ("partial", "binary") or len(data) < 2
    assert len(part.blocks) <= (limits.max_blocks or 0)
    assert not part.text or part.to_markdown()
    part.to_dict(tree=True)


def fuzz_json(data: bytes) -> None:
    """Read JSON-LD, broken or not, alone and within a page."""
    script = data.decode("utf-8", "replace")
    json_repair.read_json(script)
    page = f"<title>Owls</title><script type='application/ld+json'>{script}</script><p>Owls hunt at night, alone.</p>"
    found = cleanpage.extract(page, metadata_only=True).metadata
    assert found == cleanpage.extract(page, metadata_only=True).metadata
    found.to_dict()


def fuzz_archive(data: bytes) -> None:
    """Read an archive; each byte of it belongs to something that comes out."""
    for kind in ("warc", "jsonl", "mail"):
        try:
            entries = list(read_archive("-", kind, READING, io.BytesIO(data)))
        except cleanpage.CleanpageError:
            continue
        assert [entry.origin.position for entry in entries] == list(range(len(entries)))


TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = {
    "decode": fuzz_decode,
    "html": fuzz_html,
    "text": fuzz_text,
    "json": fuzz_json,
    "archive": fuzz_archive,
}


def fill(folder: Path, target: str) -> None:
    """Put the fixtures into an empty folder, cut to a size that many can be tried of in a second."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        return
    suffix = ".txt" if target == "text" else ".html"
    for number, file in enumerate(sorted(FIXTURES.glob(f"*/page{suffix}*"))):
        data = file.read_bytes()
        if target == "json":
            start = data.find(b"ld+json")
            data = data[start + 9 : data.find(b"</script", start)] if start > 0 else b"{}"
        middle = len(data) // 2
        (folder / f"{number}-front").write_bytes(data[:4000])
        (folder / f"{number}-middle").write_bytes(data[middle : middle + 4000])


def main(argv: Sequence[str] | None = None) -> int:
    """Fuzz the target that is named."""
    target, corpus, *options = sys.argv[1:] if argv is None else argv
    if not Path(corpus).is_file():
        fill(Path(corpus), target)
    atheris.Setup([sys.argv[0], corpus, *options], TARGETS[target])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
