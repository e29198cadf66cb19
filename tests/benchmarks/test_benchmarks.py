import base64
import json
import lzma
import pickle
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from benchmarks.metrics import (
    Score,
    SnippetCounts,
    bootstrap_interval,
    mean_score,
    pooled_f1,
    shingle_score,
    snippet_counts,
    snippet_score,
    word_score,
    words,
)
from benchmarks.pages.corpus import LabelledPage, read_corpus, read_scored
from benchmarks.pages.fixtures import Fixture, LabelledBlock, read_fixtures
from benchmarks.quality import metadata, sweep
from benchmarks.quality.encoding import KINDS, Sample, Source, fragments, is_right, samples
from benchmarks.quality.fixture_scores import (
    Share,
    differing_lines,
    metadata_outcomes,
    pair_blocks,
    score_text,
    sort_share,
    without_either,
)
from benchmarks.quality.floors import failures, fold_failures, read_floors
from benchmarks.quality.metadata import group_of, judge_sources, source_figures
from benchmarks.quality.metadata_metrics import (
    MetadataPair,
    author_names,
    author_score,
    day_of,
    metadata_figures,
    same_day,
    title_similarity,
)
from benchmarks.quality.reliability import Pair, calibration_error, markdown, read_pairs, reliability
from benchmarks.quality.report import MIN_GROUP
from benchmarks.quality.text import check, corpus_figures, run_corpus, run_fixtures, run_scored
from benchmarks.quality.worst import mistakes_of, worst_pages
from benchmarks.speed.shapes import SHAPES
from benchmarks.speed.timing import least_times, read_pages, slope

import cleanpage
from benchmarks import peers
from cleanpage.blocks import Scored
from cleanpage.decode.decoder import decode
from cleanpage.measure.measurer import measure
from cleanpage.metadata.fields import Counters, Found, Metadata
from cleanpage.select.selector import select
from cleanpage.tokenize.tokenizer import tokenize

# ------------------------------------------------------------------ metrics


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" – · – ", [], id="no-words"),
        pytest.param("Zoë's 2 cats", ["Zoë", "s", "2", "cats"], id="latin"),
        pytest.param("東京は雨 OK", ["東", "京", "は", "雨", "OK"], id="japanese"),
        pytest.param("서울은 비", ["서울은", "비"], id="korean-has-spaces"),
        pytest.param("ฝนตก", ["ฝ", "น", "ต", "ก"], id="thai"),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("predicted", "gold", "expected"),
    [
        pytest.param("the cat sat", "The cat ran away", (2 / 3, 1 / 2, 4 / 7), id="part"),
        pytest.param("ran cat the", "the cat ran", (1, 1, 1), id="order-is-no-matter"),
        pytest.param("the the the", "the cat", (1 / 3, 1 / 2, 2 / 5), id="a-word-counts-once"),
        pytest.param("東京は雨", "東京は晴", (3 / 4, 3 / 4, 3 / 4), id="cjk"),
        pytest.param("", "", (1, 1, 1), id="rightly-empty"),
        pytest.param("menu", "", (0, 0, 0), id="wrongly-not-empty"),
        pytest.param("", "text", (0, 0, 0), id="wrongly-empty"),
        pytest.param("one", "two", (0, 0, 0), id="nothing-in-common"),
    ],
)
def test_word_score(predicted: str, gold: str, expected: Sequence[float]) -> None:
    assert word_score(predicted, gold) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("predicted", "gold", "expected"),
    [
        pytest.param("a b c d e", "a b c d x", (1 / 2, 1 / 2, 1 / 2), id="one-of-two"),
        pytest.param("a b c d", "a b c d e f g", (1, 1 / 4, 2 / 5), id="one-of-four"),
        pytest.param("d c b a", "a b c d", (0, 0, 0), id="order-matters"),
        pytest.param("A b c d", "a b c d", (0, 0, 0), id="case-matters"),
        pytest.param("a b", "a b", (1, 1, 1), id="short-and-same"),
        pytest.param("a b", "a b c", (0, 0, 0), id="short-and-shorter"),
        pytest.param("東京は雨だ", "東京は雨", (1 / 2, 1, 2 / 3), id="cjk"),
        pytest.param("", "", (1, 1, 1), id="rightly-empty"),
        pytest.param("a", "", (0, 0, 0), id="wrongly-not-empty"),
    ],
)
def test_shingle_score(predicted: str, gold: str, expected: Sequence[float]) -> None:
    assert shingle_score(predicted, gold) == pytest.approx(expected)


def test_scores_of_sets() -> None:
    scores = [Score(1.0, 0.5, 0.6), Score(0.5, 1.0, 0.8)]
    assert mean_score(scores) == pytest.approx((0.75, 0.75, 0.7))
    assert pooled_f1(scores) == pytest.approx(0.75)
    assert mean_score([]) == (0.0, 0.0, 0.0)
    assert pooled_f1([]) == 0.0


def test_snippets() -> None:
    counts = snippet_counts("Rain fell\n on  Foston.\nShare", ["fell on Foston", "sun"], ["Share", "share", "Menu"])
    assert counts == SnippetCounts(found=1, leaked=1, missing=1)
    assert snippet_score([counts, SnippetCounts(2, 0, 1)]) == pytest.approx((3 / 4, 3 / 5, 6 / 9))
    assert snippet_counts("", ["a"], ["b"]) == SnippetCounts(0, 0, 1)
    assert snippet_score([]) == (0.0, 0.0, 0.0)


def test_bootstrap_interval() -> None:
    low, high = bootstrap_interval([0.0, 1.0] * 50)
    # The mean of a hundred coins: 0.5 ± 1.96 × 0.05.
    assert (low, high) == pytest.approx((0.4, 0.6), abs=0.03)
    assert bootstrap_interval([0.0, 1.0] * 50) == (low, high)
    assert bootstrap_interval([0.7] * 9) == pytest.approx((0.7, 0.7))
    assert bootstrap_interval([]) == (0.0, 0.0)


# ------------------------------------------------------------------ metadata


@pytest.mark.parametrize(
    ("predicted", "gold", "expected"),
    [
        pytest.param("Rain over Foston", "rain  over FOSTON", 1.0, id="case-and-space"),
        pytest.param("“Rain” – again", '"Rain" - again', 1.0, id="quotes-and-dashes"),
        pytest.param("Rain over Foston | The Gazette", "Rain over Foston", 3 / 4, id="with-the-site"),
        pytest.param(None, "Rain", 0.0, id="none"),
        pytest.param("東京は雨", "東京は晴", 3 / 4, id="cjk"),
    ],
)
def test_title_similarity(predicted: str | None, gold: str, expected: float) -> None:
    assert title_similarity(predicted, gold) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("By Zoë Marsh, Ph.D.", {"zoe marsh"}, id="by-and-degree"),
        pytest.param("Zoë Marsh and Bo Lind; Cy O'Dea", {"zoe marsh", "bo lind", "cy o dea"}, id="several"),
        pytest.param(["Marsh, Zoë"], {"marsh zoe"}, id="a-list-is-not-split"),
        pytest.param("Byron Vale", {"byron vale"}, id="by-is-a-word"),
        pytest.param("Von Anna Berg", {"anna berg"}, id="german"),
        pytest.param(None, set(), id="none"),
        pytest.param(" ; ", set(), id="no-names"),
    ],
)
def test_author_names(value: str | list[str] | None, expected: set[str]) -> None:
    assert author_names(value) == expected


def test_author_score() -> None:
    assert author_score(["Zoë Marsh", "Staff"], ["Zoe Marsh"]) == pytest.approx((1 / 2, 1, 2 / 3))
    assert author_score(None, ["Zoe Marsh"]) == (0.0, 0.0, 0.0)
    assert author_score(["Zoe Marsh"], []) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("2024-04-26", "2024-04-26", id="day"),
        pytest.param("2024-04-26T23:59:00+02:00", "2024-04-26", id="time"),
        pytest.param("2024-04-261", None, id="longer-number"),
        pytest.param("26.4.2024", None, id="not-iso"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="none"),
    ],
)
def test_day_of(value: str | None, expected: str | None) -> None:
    assert day_of(value) == expected


def test_unknown_days_are_not_the_same() -> None:
    assert same_day("2024-04-26T10:00", "2024-04-26")
    assert not same_day(None, "")


def test_metadata_figures_leave_out_what_is_unknown() -> None:
    pairs = [
        MetadataPair("Rain", ["Zoe Marsh"], "2024-04-26", "Rain", ["Zoe Marsh", "Bo Lind"], "2024-04-26"),
        MetadataPair("Snow", None, "2024-04-27", "Rain", None, "2024-04-26"),
        MetadataPair("Snow", ["Zoe Marsh"], "2024-04-27", None, None, None),
    ]
    assert metadata_figures(pairs) == {
        "title": (1 / 2, 1.0, 1 / 2, 2),
        "authors": (pytest.approx(2 / 3), 1.0, 1.0, 1),
        "date": (1 / 2, 1.0, 1 / 2, 2),
    }
    assert set(metadata_figures([]).values()) == {(0.0, 0.0, 0.0, 0)}


def test_metadata_figures_tell_a_missing_value_from_a_wrong_one() -> None:
    pairs = [
        MetadataPair("Rain", ["Zoe Marsh", "Admin"], None, "Rain", ["Zoe Marsh"], "2024-04-26"),
        MetadataPair(None, [" ; "], "2024-04-26", "Rain", ["Zoe Marsh"], "2024-04-26"),
        MetadataPair("", None, "26 April", "Rain", ["Zoe Marsh"], "2024-04-26"),
        MetadataPair("Snow", None, None, "Rain", ["Zoe Marsh"], "2024-04-26"),
    ]
    figures = metadata_figures(pairs)
    assert figures["title"] == (1 / 4, 1 / 2, 1 / 2, 4)
    assert figures["authors"] == pytest.approx((1 / 6, 1 / 4, 1 / 2, 4))
    assert figures["date"] == (1 / 4, 1 / 2, 1 / 2, 4)


# ------------------------------------------------------------------ fixtures

BLOCKS = (
    LabelledBlock("Home", "boilerplate", "navigation"),
    LabelledBlock("The ferry that nobody wanted to board", "either", "title"),
    LabelledBlock("It left the stone pier at nine with a crew of three.", "content", ""),
    LabelledBlock("Ten minutes", "either", "other"),
    LabelledBlock("Nobody had thought to bring a map of the bay.", "content", ""),
    LabelledBlock("Read on: the ferry that came back on its own", "boilerplate", "related"),
)
CONTENT = [block.text for block in BLOCKS if block.label == "content"]
FIXTURE = Fixture(
    slug="ferry",
    page_type="article",
    language="en",
    format="html",
    encoding="utf-8",
    url="https://pier.example/ferry",
    dump=b"",
    metadata={
        "title": "The ferry that nobody wanted to board",
        "authors": ["Zoë Marsh"],
        "published": "2024-04-26T10:00",
        "modified": None,
        "site_name": "The Pier",
        "description": None,
        "canonical_url": None,
        "image": None,
        "tags": ["ferries", "bays"],
        "counters": {"views": 12, "comments": None, "likes": None, "shares": None},
    },
    must_include=("stone pier", "map of the bay"),
    must_exclude=("Read on",),
    blocks=BLOCKS,
)


@pytest.mark.parametrize(
    ("lines", "f1"),
    [
        pytest.param(CONTENT, 1.0, id="without-either"),
        pytest.param([block.text for block in BLOCKS[1:5]], 1.0, id="with-either"),
        pytest.param([CONTENT[0], BLOCKS[3].text, CONTENT[1]], 1.0, id="with-one-either"),
        # 12 of the 22 words of content; two more of a block that isn't there as a whole.
        pytest.param(["wanted ferry", CONTENT[0]], 2 * 12 / (14 + 22), id="words-of-either-by-chance"),
        pytest.param([*CONTENT, BLOCKS[0].text], 2 * 22 / (23 + 22), id="boilerplate"),
        pytest.param([], 0.0, id="empty"),
    ],
)
def test_either_counts_neither_way(lines: list[str], f1: float) -> None:
    assert score_text(FIXTURE, "\n".join(lines)).words.f1 == pytest.approx(f1)


def test_either_leaves_no_gap_for_shingles() -> None:
    assert score_text(FIXTURE, "\n".join(block.text for block in BLOCKS[1:5])).shingles.f1 == 1.0


def test_without_either_in_cjk() -> None:
    blocks = (LabelledBlock("橋が開く", "either", "title"), LabelledBlock("朝は雨だった。", "content", ""))
    assert without_either("橋が開く\n朝は雨だった。", blocks) == "朝 は 雨 だ っ た"


def test_score_text_counts_snippets() -> None:
    score = score_text(FIXTURE, f"{CONTENT[0]}\n{BLOCKS[5].text}")
    assert (score.included, score.excluded) == (Share(1, 2), Share(0, 1))


def test_a_page_without_content_must_be_empty() -> None:
    nothing = replace(FIXTURE, blocks=BLOCKS[:1], must_include=())
    assert score_text(nothing, "").words.f1 == 1.0
    assert score_text(nothing, "Home").words.f1 == 0.0


def test_equal_blocks_are_paired_in_their_order() -> None:
    page = cleanpage.extract("Share\nIt left the pier.\nShare\n", input_format="text")
    wanted = [LabelledBlock("Share", "boilerplate", "share"), LabelledBlock("Share", "boilerplate", "other")]
    assert [block.origin for _, block in pair_blocks(wanted, page.blocks)] == ["line 1", "line 3"]


def test_pairs_of_blocks_and_their_sorts() -> None:
    page = cleanpage.extract("Home\n\n• Ten minutes\nIt left the pier.\n", input_format="text")
    wanted = [
        LabelledBlock("Home", "boilerplate", "navigation"),
        LabelledBlock("Hidden", "boilerplate", "other"),
        LabelledBlock("•Ten minutes", "boilerplate", "counter"),
        LabelledBlock("It left the pier.", "content", ""),
    ]
    home, ten, left = page.blocks
    assert pair_blocks(wanted, page.blocks) == [(wanted[0], home), (wanted[2], ten), (wanted[3], left)]
    found = [
        (wanted[0], home._replace(sort="navigation")),
        (wanted[2], ten._replace(sort="")),
        (wanted[3], left._replace(sort="counter")),
    ]
    assert sort_share(found) == Share(1, 2)
    assert sort_share([]) == Share(0, 0)


@pytest.mark.parametrize(
    ("metadata", "field", "outcome"),
    [
        pytest.param(Metadata(title="The ferry nobody wanted to board"), "title", "right", id="title"),
        pytest.param(Metadata(title="Home"), "title", "wrong", id="other-title"),
        pytest.param(Metadata(), "title", "missing", id="no-title"),
        pytest.param(Metadata(authors=("Zoe Marsh",)), "authors", "right", id="authors"),
        pytest.param(Metadata(authors=("Zoe Marsh", "Admin")), "authors", "wrong", id="one-author-too-many"),
        pytest.param(Metadata(published="2024-04-26"), "published", "right", id="day"),
        pytest.param(Metadata(published="2024-04-27"), "published", "wrong", id="other-day"),
        pytest.param(Metadata(), "modified", "absent", id="rightly-none"),
        pytest.param(Metadata(modified="2024-04-27"), "modified", "invented", id="invented"),
        pytest.param(Metadata(site_name="the pier"), "site_name", "right", id="site-name"),
        pytest.param(Metadata(tags=("bays", "ferries")), "tags", "right", id="tags"),
        pytest.param(Metadata(counters=Counters(views=12)), "counter views", "right", id="counter"),
        pytest.param(Metadata(counters=Counters(views=21)), "counter views", "wrong", id="other-counter"),
        pytest.param(Metadata(counters=Counters(likes=0)), "counter likes", "invented", id="zero"),
        pytest.param(Metadata(language="de"), "language", "wrong", id="language"),
    ],
)
def test_metadata_outcomes(metadata: Metadata, field: str, outcome: str) -> None:
    assert metadata_outcomes(FIXTURE, metadata)[field] == outcome


def test_a_counter_of_zero_is_stated() -> None:
    zero = replace(FIXTURE, metadata={**FIXTURE.metadata, "counters": dict.fromkeys(("views", "comments"), 0)})
    zero.metadata["counters"].update(likes=None, shares=None)
    outcomes = metadata_outcomes(zero, Metadata(counters=Counters(views=0)))
    assert (outcomes["counter views"], outcomes["counter comments"]) == ("right", "missing")


def test_differing_lines() -> None:
    other = "It left the stone pier at nine.\nTen minutes\n東京は雨だった"
    text = "It left the stone pier at ten.\nMinutes ten\nTen minutes\nShare this story\n京は雨だ\n—"
    assert differing_lines(text, other) == ["Minutes ten", "Share this story"]


# ------------------------------------------------------------------ corpora

RECORD: dict[str, Any] = {
    "id": "1",
    "set": "tiny",
    "domain": "pier.example",
    "url": "https://pier.example/1",
    "lang": "en",
    "page_type": "article",
    "gold_text": "It left the stone pier at nine.",
    "title": "The ferry",
    "authors": ["Zoë Marsh"],
    "date": "2024-04-26",
}
HTML = "<h1>The ferry</h1>\r\n<p>It left the stone pier at nine."


def write_corpus(folder: Path, *records: dict[str, Any], name: str = "tiny.jsonl.xz") -> Path:
    path = folder / name
    with lzma.open(path, "wt", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(json.dumps({**RECORD, **record}) + "\n")
    return path


def test_read_corpus(tmp_path: Path) -> None:
    path = write_corpus(
        tmp_path,
        {"html": HTML, "html_b64": None, "with": ["pier"], "without": ["Menu"]},
        {"html": None, "html_b64": base64.b64encode(b"caf\xe9").decode(), "gold_text": None, "lang": None},
        {"text": "Menu\nIt left.", "variant": "wet", "labels": [0, 1]},
    )
    page, legacy, dump = read_corpus(path)
    assert page.dump == HTML.encode()
    assert (page.format, page.variant, page.required, page.forbidden) == ("html", "html", ["pier"], ["Menu"])
    assert (page.title, page.authors, page.date) == ("The ferry", ["Zoë Marsh"], "2024-04-26")
    assert (legacy.dump, legacy.gold_text, legacy.lang, legacy.required) == (b"caf\xe9", None, None, [])
    assert (dump.dump, dump.format, dump.line_labels) == ("Menu\nIt left.", "text", [0, 1])


def test_read_an_empty_corpus(tmp_path: Path) -> None:
    assert list(read_corpus(write_corpus(tmp_path))) == []


def raises(dump: bytes, url: str) -> str:
    raise RuntimeError("no such page")


def systems_with(run: Callable[[bytes, str], str]) -> dict[str, peers.Peer]:
    return {"cleanpage": peers.SYSTEMS["cleanpage"], "other": peers.Peer("pytest", "pytest", run)}


def test_exceptions_are_empty_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "SYSTEMS", systems_with(raises))
    assert peers.ask("other", b"", "") == peers.Answer(text="", error="RuntimeError: no such page")


def test_missing_peers_are_said_to_be(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    systems = {**systems_with(raises), "gone": peers.Peer("gone-package", "no_such_module", raises)}
    monkeypatch.setattr(peers, "SYSTEMS", systems)
    assert peers.installed(["cleanpage", "gone", "other"]) == ["cleanpage", "other"]
    assert "pip install gone-package" in capsys.readouterr().out
    with pytest.raises(ValueError, match="nobody"):
        peers.installed(["nobody"])


def test_peers_that_cannot_be_imported_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "half_installed.py").write_text("raise ImportError('its cleaner is missing')")
    monkeypatch.syspath_prepend(tmp_path)
    systems = {**systems_with(raises), "half": peers.Peer("half-installed", "half_installed", raises)}
    monkeypatch.setattr(peers, "SYSTEMS", systems)
    assert peers.installed(["cleanpage", "half"]) == ["cleanpage"]
    assert capsys.readouterr().out == "half is left out, for it can't be imported: its cleaner is missing\n"


def test_run_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for module in ("benchmarks.peers.SYSTEMS", "benchmarks.quality.text.SYSTEMS"):
        monkeypatch.setattr(module, systems_with(raises))
    path = write_corpus(tmp_path, {"html": HTML, "html_b64": None}, {"html": HTML, "html_b64": None, "date": None})
    found = run_corpus(path, ["cleanpage", "other"], jobs=1, worst=1)
    out = capsys.readouterr().out
    assert set(found) == {"tiny"}
    assert found["tiny"]["title"] == 1.0
    assert "exceptions: 0" in out and "exceptions: 2" in out
    assert "flatter" not in out


def test_run_corpus_tells_that_the_weights_have_seen_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_corpus(tmp_path, {"html": HTML, "html_b64": None}, name="wcxb-dev.jsonl.xz")
    run_corpus(path, ["cleanpage"], jobs=1, worst=0)
    assert "benchmarks.training" in capsys.readouterr().out


def labelled(**fields: Any) -> LabelledPage:
    common: dict[str, Any] = {"dump": b"", "variant": "html"}
    return LabelledPage(**{**RECORD, **common, **fields})


def test_corpus_figures() -> None:
    results = [
        (
            labelled(),
            peers.Answer(text="It left the stone pier at nine.", title="The ferry", date="2024-04-26"),
        ),
        (labelled(), peers.Answer(error="RuntimeError")),
        (labelled(set="short", gold_text=None, required=["pier"]), peers.Answer(text="The pier")),
        (labelled(variant="wet", title=None, authors=None, date=None), peers.Answer()),
    ]
    assert corpus_figures(results) == {
        "tiny": {"word_f1": 0.5, "shingle_f1": 0.5, "title": 0.5, "authors": 0.0, "date": 0.5},
        "short": {"snippet_f1": 1.0, "title": 0.0, "authors": 0.0, "date": 0.0},
        "tiny wet": {"word_f1": 0.0, "shingle_f1": 0.0},
    }


# ------------------------------------------------------------------ metadata by source


@pytest.mark.parametrize(
    ("source", "group"),
    [
        pytest.param("json-ld [0].@graph[2].author[1].name", "json-ld", id="json-ld"),
        pytest.param("microdata [3].headline", "microdata", id="microdata"),
        pytest.param("block 14", "visible block", id="block"),
        pytest.param("meta dc.date", "meta dc.date", id="metas-stay-apart"),
        pytest.param("<time>", "<time>", id="element"),
    ],
)
def test_group_of(source: str, group: str) -> None:
    assert group_of(source) == group


FOUND = (
    Found("title", "Home", "block 0", "another title agrees better with the page"),
    Found("title", "The ferry", "block 3"),
    Found("title", "The ferry | The Pier", "<title>"),
    Found("authors", "Zoë Marsh", "json-ld [0].author[0].name"),
    Found("authors", "Bo Lind", "json-ld [0].author[1].name"),
    Found("authors", " – ", "meta author", "no name"),
    Found("modified", "2024-04-26", "meta lastmod"),
    Found("published", "2024-04-27", "url", "more speaks for another day"),
)


def test_sources_are_judged_by_what_they_say() -> None:
    answer = peers.Answer(found=FOUND)
    assert dict(judge_sources(answer, "title", "The ferry")) == {
        "visible block": (1.0, 1.0),
        "<title>": (0.0, 0.0),
    }
    ((source, judged),) = judge_sources(answer, "authors", ["Zoe Marsh"])
    assert source == "json-ld"
    assert judged == pytest.approx((2 / 3, 1 / 2))
    assert dict(judge_sources(answer, "date", "2024-04-26")) == {"url": (0.0, 0.0)}


def test_source_figures_count_the_pages_that_have_one() -> None:
    silent = peers.Answer(found=[Found("published", "2024-04-26", "url")])
    results = [(labelled(), peers.Answer(found=FOUND)), (labelled(), silent), (labelled(date=None), silent)]
    assert source_figures(results, "date") == {"url": (1 / 2, 1.0, 1 / 2, 2)}
    assert list(source_figures(results, "title")) == ["<title>", "visible block"]


def test_metadata_benchmark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    html = "<meta name=date content=2024-04-26><title>The ferry</title>" + HTML
    write_corpus(tmp_path, *[{"html": html, "html_b64": None}] * MIN_GROUP, name="wcxb-dev.jsonl.xz")
    assert metadata.main([str(tmp_path), "--timed", "1"]) == 0
    out = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["wcxb-dev"] in out
    assert out.count(["cleanpage", "1.000", "1.000", "1.000"]) == 2  # No author is given.
    assert ["meta", "date", "5", "1.000", "5", "1.000"] in out
    assert [line[0] for line in out if line[1:2] == ["metadata"]] == ["its"]


@pytest.mark.parametrize(
    ("shares", "failed"),
    [
        pytest.param((0.2, 0.3), 0, id="cheap"),
        pytest.param((0.26, 0.3), 1, id="metadata-take-long"),
        pytest.param((0.2, 0.34), 1, id="alone-they-take-long"),
    ],
)
def test_metadata_may_cost_a_share_of_the_time(shares: tuple[float, float], failed: int) -> None:
    assert metadata.check(shares) == failed


# ------------------------------------------------------------------ floors


@pytest.mark.parametrize(
    ("floor", "failed"),
    [
        pytest.param({"word_f1": 0.9}, [], id="at-the-floor"),
        pytest.param({"word_f1": 0.91}, ["word_f1 is 0.9000, its floor 0.9100"], id="under-the-floor"),
        pytest.param({"gone": 0.1}, ["gone has a floor and was not measured"], id="not-measured"),
        pytest.param({}, [], id="no-floor"),
    ],
)
def test_failures(floor: dict[str, float], failed: list[str]) -> None:
    assert failures({"word_f1": 0.9, "title": 0.0}, floor) == failed


def test_check_fails_when_a_floor_is_raised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = run_fixtures(["cleanpage"], worst=0)
    assert set(read_floors()["fixtures"]) <= set(figures)
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"fixtures": dict(figures), "corpora": {}}))
    assert check({"fixtures": figures}, path) == 0
    path.write_text(json.dumps({"fixtures": {**figures, "shingle_f1": figures["shingle_f1"] + 0.001}, "corpora": {}}))
    assert check({"fixtures": figures}, path) == 1
    assert "fixtures: shingle_f1 is" in capsys.readouterr().out


def test_corpora_have_their_own_floors(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"fixtures": {"word_f1": 0.9}, "corpora": {"html": {"tiny": {"word_f1": 0.5}}}}))
    assert check({"tiny": {"word_f1": 0.6}}, path) == 0
    assert check({"tiny": {"word_f1": 0.4}}, path) == 1
    assert check({"other": {"word_f1": 0.4}}, path) == 0


@pytest.mark.parametrize(
    ("corpora", "failed"),
    [
        pytest.param({"html": {"tiny": {"word_f1": 0.5}}}, [], id="at-the-floor"),
        pytest.param(
            {"html": {"tiny": {"word_f1": 0.51}}}, ["tiny: word_f1 is 0.5000, its floor 0.5100"], id="under-the-floor"
        ),
        pytest.param({"html": {"short": {"snippet_f1": 1.0}}}, [], id="snippets"),
        pytest.param(
            {"html": {"gone": {"word_f1": 0.1}}}, ["gone: word_f1 has a floor and was not measured"], id="no-page-of-it"
        ),
        pytest.param({"text": {"tiny": {"word_f1": 0.9}}}, [], id="of-the-other-format"),
        pytest.param({}, [], id="no-floors"),
    ],
)
def test_fold_failures(tmp_path: Path, corpora: dict[str, Any], failed: list[str]) -> None:
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"fixtures": {}, "corpora": corpora}))
    results = [
        (labelled(), "It left the stone pier at nine."),
        (labelled(), ""),
        (labelled(set="short", gold_text=None, required=["pier"]), "The pier"),
    ]
    assert fold_failures(results, "html", path) == failed


def test_the_floors_file_names_figures_that_are_measured() -> None:
    corpora = {name: floors for name, floors in read_floors().items() if name != "fixtures"}
    assert corpora
    for floors in corpora.values():
        assert set(floors) <= {"word_f1", "shingle_f1", "snippet_f1"}
        assert all(0.0 < floor < 1.0 for floor in floors.values())


# ------------------------------------------------------------------ cross-validated pages


def cross_validated(folder: Path) -> Path:
    """What `benchmarks.training --save` writes: three pages, of which one has no gold text."""
    pages = []
    for number, (kind, gold) in enumerate((("article", SAID), ("forum", "Nobody came aboard."), ("article", None))):
        measured = measure(tokenize(decode(PAGE), "html"), {})
        scores = tuple(0.9 if block.text in (SAID, WRONG) else 0.1 for block in measured.document.blocks)
        page = labelled(id=str(number), page_type=kind, gold_text=gold, required=["pier"])
        pages.append((page, Scored(measured=measured, scores=scores)))
    path = folder / "folds.pkl"
    path.write_bytes(pickle.dumps(pages))
    return path


SAID = "It left the stone pier at nine."
WRONG = "Sign up for our ferry letter today."
PAGE = f"<h1>Nobody came aboard.</h1><main class=story><p>{SAID}</p><p>{WRONG}</p></main>"


def test_read_scored(tmp_path: Path) -> None:
    pages = read_scored(cross_validated(tmp_path))
    assert [page.page_type for page, _ in pages] == ["article", "forum", "article"]
    assert pages[0][1].measured.document.blocks[1].text == SAID


def test_mistakes_of_a_page(tmp_path: Path) -> None:
    pytest.importorskip("rapidfuzz")
    selected = select(read_scored(cross_validated(tmp_path))[0][1])
    found = mistakes_of(selected, f"Nobody came aboard. {SAID} Not there.")
    assert found is not None
    assert [(mistake.text, mistake.wrong_words, mistake.score) for mistake in found.kept] == [(WRONG, 7.0, 0.9)]
    assert [(it.text, it.origin) for it in found.dropped] == [("Nobody came aboard.", "html > body > h1")]
    assert found.missing_words == 2
    nothing = mistakes_of(selected, "")
    assert nothing is not None
    assert [mistake.text for mistake in nothing.kept] == [SAID, WRONG]
    assert nothing.dropped == []


def test_the_worst_pages_come_first(tmp_path: Path) -> None:
    results = [(page, SAID) for page, _ in read_scored(cross_validated(tmp_path))]
    assert [page.id for page in worst_pages(results, 2)] == ["1", "0"]
    assert [page.id for page in worst_pages(results, 1)] == ["1"]


def test_quality_of_cross_validated_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("rapidfuzz")
    found = run_scored(cross_validated(tmp_path), worst=1)
    assert found["tiny"] == {"word_f1": 1 / 3, "shingle_f1": pytest.approx(4 / 15), "snippet_f1": 1.0}
    out = capsys.readouterr().out
    assert "tiny 1: word F1 0.000" in out
    assert "kept wrongly: 14 words in 2 blocks" in out
    assert "score 0.10  html > body > h1" in out


# ------------------------------------------------------------------ sweep


def test_what_a_rule_gives_is_what_it_dropped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = "The ferry that had left the stone pier at nine came back at noon with nobody aboard but its crew."
    measured = measure(tokenize(decode(f"<p>{told}</p><div>{told}</div>"), "html"), {})
    page = labelled(id="0", page_type="article", gold_text=told)
    path = tmp_path / "folds.pkl"
    path.write_bytes(pickle.dumps([(page, Scored(measured=measured, scores=(0.9, 0.9)))]))
    assert sweep.main([str(path)]) == 0
    found = {line[:12].strip(): line[12:].split() for line in capsys.readouterr().out.splitlines()}
    # HTML is not sharpened.
    assert not any(name.startswith("factor") for name in found)
    assert found["repeat"] == ["+0.3333"]  # both copies: a precision of a half
    assert found["caption"] == ["+0.0000"]
    kept = sweep.without("repeat")(read_scored(path)[0][1]).kept
    assert kept == (True, True)


def test_text_dumps_have_factors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = "The ferry that had left the stone pier at nine came back at noon with nobody aboard but its crew."
    measured = measure(tokenize(decode(told), "text"), {})
    page = labelled(id="0", page_type="article", gold_text=told)
    path = tmp_path / "folds.pkl"
    path.write_bytes(pickle.dumps([(page, Scored(measured=measured, scores=(0.9,)))]))
    assert sweep.main([str(path)]) == 0
    found = {line[:12].strip(): line[12:].split() for line in capsys.readouterr().out.splitlines()}
    assert [found[f"factor {factor}"] for factor in sweep.FACTORS] == [["1.0000"]] * len(sweep.FACTORS)


# ------------------------------------------------------------------ reliability


@pytest.mark.parametrize(
    ("pairs", "bins", "error"),
    [
        pytest.param([], [], 0.0, id="no-pages"),
        pytest.param([(0.95, 0.9), (1.0, 1.0)], [(0.9, 1.0, 2, 0.975, 0.95)], 0.025, id="the-last-bin-has-its-end"),
        pytest.param([(0.1, 0.3)], [(0.1, 0.2, 1, 0.1, 0.3)], 0.2, id="a-bin-has-its-beginning"),
        pytest.param(
            [(0.55, 0.4), (0.55, 0.6), (0.85, 0.75), (0.85, 0.75)],
            [(0.5, 0.6, 2, 0.55, 0.5), (0.8, 0.9, 2, 0.85, 0.75)],
            0.075,
            id="bins-weigh-their-pages",
        ),
    ],
)
def test_reliability(pairs: list[tuple[float, float]], bins: list[tuple[float, ...]], error: float) -> None:
    found = reliability([Pair(*pair) for pair in pairs])
    assert [tuple(it) for it in found] == [pytest.approx(it) for it in bins]
    assert calibration_error(found) == pytest.approx(error)


def test_reliability_of_cross_validated_pages(tmp_path: Path) -> None:
    sets = read_pairs(cross_validated(tmp_path))
    assert set(sets) == {"all", "tiny"}
    assert [pair.f1 for pair in sets["tiny"]] == [pytest.approx(2 / 3), 0.0]
    table = markdown(sets).splitlines()
    assert table[2].startswith("| all | 2 | 0.")
    assert "**tiny**" in table


def test_fixtures_are_read() -> None:
    fixtures = read_fixtures()
    assert len({fixture.slug for fixture in fixtures}) == len(fixtures) > 0
    assert all(fixture.dump and fixture.blocks for fixture in fixtures)
    assert all(bool(fixture.content) == (fixture.page_type != "no_content") for fixture in fixtures)


# ------------------------------------------------------------------ speed and encodings


@pytest.mark.parametrize("exponent", [0.0, 1.0, 2.0])
def test_slope(exponent: float) -> None:
    points = [(size, 3e-9 * size**exponent) for size in (200_000, 400_000, 800_000)]
    # What a page costs however small it is doesn't count.
    assert slope([(1_000, 99.0), *points]) == pytest.approx(exponent)


def test_the_least_time_of_all_rounds_counts() -> None:
    seconds = iter([9.0, 3.0, 2.0, 5.0, 4.0])  # The first is for its imports.
    asked: list[bytes] = []

    def timer(page: tuple[bytes, str]) -> list[tuple[str, float]]:
        asked.append(page[0])
        return [("read", next(seconds)), ("nothing", 0.0)]

    assert least_times([(b"a", ""), (b"b", "")], [timer], rounds=2) == {"read": [3.0, 2.0], "nothing": [0.0, 0.0]}
    assert asked == [b"a", b"a", b"b", b"a", b"b"]


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_have_their_size_and_are_read(shape: str) -> None:
    page = SHAPES[shape](5_000)
    assert 4_800 <= len(page) <= 5_800
    assert cleanpage.extract(page).blocks


def test_read_pages_samples_without_order(tmp_path: Path) -> None:
    path = write_corpus(tmp_path, *({"html": f"<p>{number}", "html_b64": None} for number in range(50)))
    pages, texts = read_pages(path, 10)
    assert len({dump for dump, _ in pages}) == 10
    assert not texts
    assert max(int(dump[3:]) for dump, _ in pages) >= 10
    assert read_pages(path, 10) == (pages, texts)


def test_read_pages_of_text_dumps(tmp_path: Path) -> None:
    path = write_corpus(tmp_path, {"text": "Ünï", "variant": "wet", "labels": [1]})
    assert read_pages(path, 3) == ([("Ünï".encode(), RECORD["url"])], True)


def test_samples_declare_nothing() -> None:
    html = (
        '<?xml version="1.0" encoding="utf-8"?><html class=a lang="ru"><meta charset=utf-8>'
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><p>Дождь — 5 ℃</p>'
    )
    found = [sample for sample in samples(Source(language="ru", text="", html=html)) if sample.codec == "koi8-r"]
    assert [sample.kind for sample in found] == list(KINDS[:2])
    assert found[0].data == '<html class=a lang="ru"><p>Дождь &#8212; 5 &#8451;</p>'.encode("koi8-r")
    assert found[1].data == "<html class=a><p>Дождь &#8212; 5 &#8451;</p>".encode("koi8-r")


def test_samples_are_what_an_encoding_can_hold() -> None:
    assert {sample.codec for sample in samples(Source(language="zh", text="这场雨下了一整天。" * 40))} == {"gb18030"}
    assert list(samples(Source(language="en", text="plain ASCII " * 40))) == []
    assert list(samples(Source(language="hi", text="बारिश " * 40))) == []


def test_fragments() -> None:
    assert fragments("abcdefghij", 3) == ["abc", "def", "ghi"]
    assert fragments("ab", 3) == []
    assert len(fragments("x" * 1000, 10)) == 5


def test_is_right() -> None:
    sample = Sample(kind="40 chars", language="fr", codec="cp1252", data=b"d\xe9j\xe0\r\n", text="déjà\n")
    assert is_right(lambda data: data.decode("latin-1"), sample)
    assert not is_right(lambda data: data.decode("cp1251"), sample)
    assert not is_right(lambda data: data.decode("utf-8"), sample)
