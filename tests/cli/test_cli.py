from __future__ import annotations

import argparse
import dataclasses
import datetime
import gzip
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cleanpage
from cleanpage.cli.arguments import build_parsers
from cleanpage.cli.command import EXIT_INTERRUPTED, EXIT_PIPE, main
from cleanpage.crawl.archives.records import Reading
from cleanpage.crawl.files.sources import Source
from cleanpage.crawl.run import renderer, runner
from cleanpage.crawl.run.renderer import Outcome, Request, render
from cleanpage.options import Options
from paths import ROOT

README = ROOT / "README.md"

PROSE = "The owls of the old mill hunt at night, and most of them alone, as their parents did before them. "
HEAD = '<html lang=en><head><meta charset=utf-8><title>Owls</title><meta name=author content="Ada Bird"></head>'


def article(word: str) -> bytes:
    return f"{HEAD}<body><h1>{word} owls</h1><p>{word} owls: {PROSE * 3}<p>{PROSE * 2}</body></html>".encode()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: two pages, one in a folder, and files that fail."""
    monkeypatch.chdir(tmp_path)
    for name, data in {
        "a.html": article("Été"),
        "b.html.gz": gzip.compress(article("Brown")),
        "c.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        "zero.html": b"",
        "blank.html": b"<html><body><script>fill()</script></body></html>",
        "cut.html.gz": gzip.compress(article("Cut"))[:-20],
        "sub/only.html": article("Only"),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def pipe_in(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))


Output = pytest.CaptureFixture[str]


def test_text(capsys: Output) -> None:
    assert main(["extract", "a.html"]) == 0
    out, err = capsys.readouterr()
    assert out == cleanpage.extract(article("Été")).text + "\n"
    assert out.count("Été owls: The owls") == 1
    assert err == ""


def test_several_texts_are_told_apart(capsys: Output) -> None:
    assert main(["extract", "a.html", "b.html.gz"]) == 0
    out, err = capsys.readouterr()
    a, b = (cleanpage.extract(article(word)).text for word in ("Été", "Brown"))
    assert out == f"==> a.html <==\n{a}\n\n==> b.html.gz <==\n{b}\n"
    assert err == "cleanpage: 2 pages: 2 ok\n"


@pytest.mark.parametrize("arguments", [pytest.param(["-"], id="dash"), pytest.param([], id="nothing")])
def test_stdin(monkeypatch: pytest.MonkeyPatch, capsys: Output, arguments: list[str]) -> None:
    pipe_in(monkeypatch, gzip.compress(article("Piped")))
    assert main(["extract", *arguments, "--format", "json"]) == 0
    page = json.loads(capsys.readouterr().out)
    assert page["source"] == "-"
    assert "Piped owls" in page["text"]


def test_stdin_among_files_in_other_processes(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    pipe_in(monkeypatch, article("Piped"))
    assert main(["extract", "a.html", "-", "b.html.gz", "--jobs", "2", "--format", "jsonl"]) == 0
    pages = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [page["source"] for page in pages] == ["a.html", "-", "b.html.gz"]
    assert "Piped owls" in pages[1]["text"]


def test_json_of_one_file_is_the_page(capsys: Output) -> None:
    assert main(["extract", "a.html", "--format", "json"]) == 0
    page = json.loads(capsys.readouterr().out)
    assert next(iter(page)) == "source"
    assert page == {"source": "a.html", **cleanpage.extract(article("Été")).to_dict(tree=True)}


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["a.html", "b.html.gz"], id="files"),
        pytest.param(["[ab].html*"], id="glob"),
        pytest.param(["sub"], id="folder"),
        pytest.param(["a.html", "none.html", "c.pdf"], id="failures"),
        pytest.param(["none*"], id="nothing-but-a-failure"),
    ],
)
def test_json_of_several_is_an_array(capsys: Output, arguments: list[str]) -> None:
    main(["extract", *arguments, "--format", "json"])
    assert isinstance(json.loads(capsys.readouterr().out), list)


def test_jsonl_has_a_line_for_each_input(capsys: Output) -> None:
    arguments = ["a.html", "none.html", "c.pdf", "blank.html", "zero.html", "b.html.gz"]
    assert main(["extract", "--format", "jsonl", *arguments]) == 1
    pages = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(page["source"], page["status"]) for page in pages] == list(
        zip(arguments, ["ok", "failed", "binary", "empty", "failed", "ok"], strict=True)
    )
    assert pages[1] == {"source": "none.html", "status": "failed", "status_reason": pages[1]["status_reason"]}
    assert "no such file" in pages[1]["status_reason"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("none.html", "there is no such file or folder; check the name", id="missing"),
        pytest.param("*.xml", "no file matches; check the folder, or use **", id="glob"),
        pytest.param("c.pdf", "this is a PDF document, not a page; convert it to HTML or text first", id="binary"),
        pytest.param("zero.html", "it is empty (0 bytes); save or download the page again", id="zero-bytes"),
        pytest.param("blank.html", "the page holds no text; if scripts fill it in", id="no-text"),
        pytest.param("cut.html.gz", "its gzip data is cut off at byte", id="cut-gzip"),
        pytest.param("empty/", "no file in it has the suffix of a page", id="folder"),
        pytest.param("loop.html", "can't be read (Too many levels of symbolic links)", id="link"),
    ],
)
def test_failed_input(folder: Path, capsys: Output, name: str, message: str) -> None:
    (folder / "empty").mkdir()
    (folder / "loop.html").symlink_to("loop.html")
    assert main(["extract", name]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"cleanpage: {name}: {message}")
    # The others are done all the same, and --quiet does not hide what failed.
    assert main(["extract", "--quiet", name, "a.html"]) == 1
    out, err_quiet = capsys.readouterr()
    assert out.startswith("==> a.html <==\n")
    assert err_quiet == err


def test_page_without_main_content_is_a_result(folder: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    page = cleanpage.extract("<button>Sign in</button>")
    empty = dataclasses.replace(page, text="", status="no_content", status_reason="none of the 1 blocks")
    monkeypatch.setattr(renderer, "extract", lambda *_, **__: empty)
    (folder / "menu.html").write_text("<button>Sign in</button>")
    assert main(["extract", "menu.html"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "cleanpage: menu.html: no main content: none of the 1 blocks\n"
    assert main(["extract", "menu.html", "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["extract", "menu.html", "-o", "menu.txt", "--quiet"]) == 0
    assert (folder / "menu.txt").read_bytes() == b""


def test_summary_and_files_passed_over(capsys: Output) -> None:
    assert main(["extract", ".", "c.pdf"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "cleanpage: passed over 1 file not named like a page: 1 .pdf"
    assert lines[-1] == "cleanpage: 3 pages: 3 ok; 4 inputs failed: 1 empty, 1 binary, 2 not read"
    assert main(["extract", ".", "c.pdf", "--quiet"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 4


def test_with_metadata(folder: Path, capsys: Output) -> None:
    assert main(["extract", "--with-metadata", "a.html"]) == 0
    header, _, text = capsys.readouterr().out.partition("\n\n")
    assert "title: Été owls" in header.splitlines() or "title: Owls" in header.splitlines()
    assert "authors: Ada Bird" in header.splitlines()
    assert text == cleanpage.extract(article("Été")).text + "\n"


# ------------------------------------------------------------------ the command metadata

AUTHORS = "authors: Ada Bird"


def lines_of(word: str) -> str:
    return renderer.metadata_lines(cleanpage.extract(article(word), metadata_only=True).metadata)


def test_metadata_are_lines(capsys: Output) -> None:
    assert main(["metadata", "a.html"]) == 0
    out, err = capsys.readouterr()
    assert out == lines_of("Été")
    assert AUTHORS in out.splitlines()
    assert "at night" not in out
    assert err == ""


def test_metadata_of_several_are_told_apart(capsys: Output) -> None:
    assert main(["metadata", "a.html", "c.pdf", "b.html.gz"]) == 1
    out, err = capsys.readouterr()
    assert out == f"==> a.html <==\n{lines_of('Été')}\n==> b.html.gz <==\n{lines_of('Brown')}"
    assert err.splitlines()[-1] == "cleanpage: 2 pages: 2 metadata_only; 1 input failed: 1 binary"


def test_sources_stand_behind_the_values(capsys: Output) -> None:
    assert main(["metadata", "a.html", "--sources"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "authors: Ada Bird  [meta author]" in lines
    titles = [line for line in lines if "title: " in line]
    assert len(titles) == 2
    assert any(line.startswith("- title: ") and "another title" in line for line in titles)


@pytest.mark.parametrize("arguments", [["--format=json"], ["--format=json", "--sources"]])
def test_metadata_in_json(capsys: Output, arguments: list[str]) -> None:
    assert main(["metadata", "a.html", *arguments]) == 0
    page = json.loads(capsys.readouterr().out)
    assert page == {"source": "a.html", **cleanpage.extract(article("Été"), metadata_only=True).to_dict()}
    assert (page["status"], page["text"], page["blocks"]) == ("metadata_only", "", [])
    assert page["metadata"]["found"]["authors"] == [{"value": "Ada Bird", "source": "meta author"}]


def test_metadata_in_json_lines(capsys: Output) -> None:
    assert main(["metadata", "a.html", "none.html", "b.html.gz", "--format=jsonl", "--jobs=2"]) == 1
    pages = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(page["source"], page["status"]) for page in pages] == [
        ("a.html", "metadata_only"),
        ("none.html", "failed"),
        ("b.html.gz", "metadata_only"),
    ]


def test_metadata_of_several_in_json_are_an_array(capsys: Output) -> None:
    assert main(["metadata", "[ab].html*", "--format=json"]) == 0
    assert [page["source"] for page in json.loads(capsys.readouterr().out)] == ["a.html", "b.html.gz"]


def test_metadata_go_into_a_folder(folder: Path) -> None:
    assert main(["metadata", "a.html", "sub", "-o", "out/"]) == 0
    assert {path.relative_to("out").as_posix() for path in Path("out").rglob("[!.]*.*")} == {"a.txt", "only.txt"}
    assert (folder / "out" / "a.txt").read_text("utf-8") == lines_of("Été")
    assert main(["metadata", "a.html", "-o", "out/", "--format=jsonl"]) == 0
    assert json.loads((folder / "out" / "a.jsonl").read_text("utf-8"))["status"] == "metadata_only"


def test_metadata_of_what_is_piped_in(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    pipe_in(monkeypatch, article("Piped"))
    assert main(["metadata"]) == 0
    assert capsys.readouterr().out == lines_of("Piped")


@pytest.mark.parametrize("name", ["none.html", "c.pdf", "zero.html", "blank.html", "cut.html.gz"])
def test_metadata_of_failed_input(capsys: Output, name: str) -> None:
    assert main(["metadata", name]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"cleanpage: {name}: ")


def test_metadata_know_when_the_page_was_dumped(folder: Path, capsys: Output) -> None:
    page = f"<html><head><meta name=date content=2024-06-01></head><h1>Brown owls</h1><p>2 days ago<p>{PROSE * 3}"
    (folder / "new.html").write_text(page)
    assert main(["metadata", "new.html", "--now=2024-05-06T12:00"]) == 0
    assert "published: 2024-05-04" in capsys.readouterr().out.splitlines()
    assert main(["metadata", "new.html"]) == 0
    assert "published: 2024-06-01" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("format", ["text", "json"])
def test_metadata_can_always_be_encoded(folder: Path, capsys: Output, format: str) -> None:
    thing = '{"@type": "Article", "image": "https://owls.example/\\ud800.jpg", "url": "https://owls.example/\\udfff"}'
    page = f"<script type=application/ld+json>{thing}</script><h1>Brown owls</h1><p>{PROSE * 3}"
    (folder / "lone.html").write_text(page)
    assert main(["metadata", "lone.html", "a.html", "--format", format, "-o", "out.txt"]) == 0
    assert "Ada Bird" in (folder / "out.txt").read_text("utf-8")


def test_explain_has_a_row_for_each_block(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    assert main(["extract", "a.html", "--explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = [line for line in lines if re.match(r" *\d+  (content|boilerplate) ", line)]
    assert len(rows) == len(cleanpage.extract(article("Été")).blocks)
    assert 80 < max(map(len, lines)) <= 90


@pytest.mark.parametrize(
    ("option", "name", "expected"),
    [
        pytest.param("--encoding=windows-1251", "encoding", "windows-1251", id="encoding"),
        pytest.param("--input-format=text", "format", "text", id="input-format"),
        pytest.param("--url=https://owls.example/x", "url", "https://owls.example/x", id="url"),
    ],
)
def test_options_reach_the_library(capsys: Output, option: str, name: str, expected: str) -> None:
    assert main(["extract", "a.html", "--format=json", option]) == 0
    assert json.loads(capsys.readouterr().out)[name] == expected


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        pytest.param([], Options(), id="none"),
        pytest.param(["--comments"], Options(comments=True), id="comments"),
        pytest.param(["--captions"], Options(captions=True), id="captions"),
        pytest.param(["--comments", "--captions"], Options(comments=True, captions=True), id="both"),
        pytest.param(["--mend-encoding"], Options(mend_encoding=True), id="mend-encoding"),
        pytest.param(["--now", "2024-05-01"], Options(now=datetime.datetime(2024, 5, 1)), id="day"),
        pytest.param(
            ["--now=2024-05-01T12:00+00:00"],
            Options(now=datetime.datetime(2024, 5, 1, 12, tzinfo=datetime.UTC)),
            id="moment",
        ),
    ],
)
@pytest.mark.parametrize("command", ["extract", "metadata"])
def test_options_arrive(
    capsys: Output, monkeypatch: pytest.MonkeyPatch, command: str, arguments: list[str], options: Options
) -> None:
    asked: list[Options] = []

    def spy(source: Source, request: Request, reading: Reading) -> Outcome:
        asked.append(request.options)
        return render(source, request, reading)

    monkeypatch.setattr(runner, "render", spy)
    if command == "metadata" and (options.comments or options.captions):
        assert main([command, "a.html", *arguments]) == 2  # They choose a text.
        return
    assert main([command, "a.html", *arguments]) == 0
    assert asked == [options]


@pytest.mark.parametrize("favor", ["precision", "balanced", "recall"])
def test_favor_reaches_the_library(capsys: Output, monkeypatch: pytest.MonkeyPatch, favor: str) -> None:
    asked: list[str] = []

    def spy(source: Source, request: Request, reading: Reading) -> Outcome:
        asked.append(request.options.favor)
        return render(source, request, reading)

    monkeypatch.setattr(runner, "render", spy)
    assert main(["extract", "a.html", "--favor", favor]) == 0
    assert asked == [favor]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param([], "nothing to do; see cleanpage extract --help", id="no-command"),
        pytest.param(["expand"], "invalid choice: 'expand'", id="unknown-command"),
        pytest.param(["extract", "a.html", "--shout"], "unrecognized arguments: --shout", id="unknown-option"),
        pytest.param(["extract", "a.html", "--form=json"], "unrecognized arguments", id="cut-option"),
        pytest.param(["extract", "a.html", "--format=xml"], "invalid choice: 'xml'", id="format"),
        pytest.param(["extract", "a.html", "--jobs=two"], "'two' is not a number of processes", id="jobs"),
        pytest.param(["extract", "a.html", "--jobs=-1"], "'-1' is not a number of processes", id="jobs-negative"),
        pytest.param(["extract", "a.html", "--encoding=klingon"], "'klingon' is unknown; pass a name", id="encoding"),
        pytest.param(["extract", "a.html", "c.pdf", "--url=x"], "--url is the address of one page", id="url"),
        pytest.param(["extract", "sub", "--url=x"], "--url is the address of one page", id="url-of-a-folder"),
        pytest.param(["extract", "a.html", "--explain", "--format=json"], "--explain writes a table", id="explain"),
        pytest.param(["extract", "a.html", "-o", "./a.html"], "./a.html is one of the inputs", id="output-is-input"),
        pytest.param(["extract", "a.html", "--now=noon"], "'noon' is not a time; write it like 2024-05-01", id="now"),
        pytest.param(["extract", "a.html", "--sources"], "unrecognized arguments: --sources", id="sources-of-a-text"),
        pytest.param(["metadata", "a.html", "--explain"], "unrecognized arguments: --explain", id="no-blocks"),
        pytest.param(["metadata", "a.html", "--with-metadata"], "unrecognized arguments", id="only-metadata"),
        pytest.param(["metadata", "a.html", "--favor=recall"], "unrecognized arguments", id="no-selection"),
        pytest.param(["metadata", "a.html", "c.pdf", "--url=x"], "--url is the address of one page", id="metadata-url"),
    ],
)
def test_usage_errors(folder: Path, capsys: Output, arguments: list[str], message: str) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert (folder / "a.html").read_bytes() == article("Été")


def test_terminal_as_input_is_a_usage_error(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    assert main(["extract"]) == 2
    assert "nothing to read; name a file, folder or glob, or pipe a page in" in capsys.readouterr().err


def test_inputs_stand_before_and_after_options(capsys: Output) -> None:
    assert main(["extract", "a.html", "--format", "jsonl", "b.html.gz", "--quiet", "c.pdf"]) == 1
    pages = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [page["source"] for page in pages] == ["a.html", "b.html.gz", "c.pdf"]


def test_what_follows_two_dashes_is_an_input(folder: Path, capsys: Output) -> None:
    (folder / "--quiet").write_bytes(article("Dashed"))
    assert main(["extract", "a.html", "--format", "jsonl", "--", "--quiet", "b.html.gz"]) == 0
    pages = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [page["source"] for page in pages] == ["a.html", "--quiet", "b.html.gz"]


def test_jobs_change_nothing(folder: Path, capsys: Output) -> None:
    (folder / "many").mkdir()
    for number in range(30):
        (folder / "many" / f"{number:02}.html").write_bytes(article(f"No{number}" * (number % 3 + 1)))
    outputs = []
    for jobs in ("1", "2", "auto", "0"):
        assert main(["extract", "many", "c.pdf", "zero.html", "--format=jsonl", "--jobs", jobs]) == 1
        outputs.append(capsys.readouterr())
    assert outputs[0].out.count("\n") == 32
    assert all(output == outputs[0] for output in outputs)


def test_output_file(folder: Path, capsys: Output) -> None:
    assert main(["extract", "a.html", "none.html", "-o", "out.txt"]) == 1
    assert (folder / "out.txt").read_text("utf-8").startswith("==> a.html <==\nÉté owls")
    out, err = capsys.readouterr()
    assert out == ""
    assert "none.html" in err


def test_output_file_of_failed_input_is_not_made(folder: Path) -> None:
    assert main(["extract", "none.html", "-o", "out.txt"]) == 1
    assert not (folder / "out.txt").exists()


def test_output_folder(folder: Path) -> None:
    (folder / "pages" / "deep").mkdir(parents=True)
    for name in ("pages/a.html", "pages/a.htm", "pages/deep/a.html.gz"):
        (folder / name).write_bytes(article(Path(name).suffix))
    assert main(["extract", "pages", "c.pdf", "-o", "out/"]) == 1
    written = {path.relative_to(folder / "out").as_posix() for path in (folder / "out").rglob("[!.]*.*")}
    assert written == {"a.txt", "a-2.txt", "deep/a.txt"}
    assert (folder / "out" / "deep" / "a.txt").read_text().startswith(".gz owls")
    assert main(["extract", "pages/a.html", "-o", "out", "--format", "json"]) == 0
    assert json.loads((folder / "out" / "a.json").read_text())["source"] == "pages/a.html"


def test_output_that_cannot_be_written(capsys: Output) -> None:
    assert main(["extract", "a.html", "-o", "none/out.txt"]) == 1
    expected = "cleanpage: can't write none/out.txt: No such file or directory; check the folder and its disk\n"
    assert capsys.readouterr().err == expected


def test_interrupt_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    def interrupt(source: Source) -> Source:
        raise KeyboardInterrupt

    before = sorted(folder.iterdir())
    monkeypatch.setattr(runner, "read_stdin", interrupt)
    assert main(["extract", "a.html", "-", "-o", "out.txt"]) == EXIT_INTERRUPTED
    assert sorted(folder.iterdir()) == before
    assert capsys.readouterr() == ("", "")


def test_closed_pipe_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    class Closed(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:
            raise BrokenPipeError(32, "Broken pipe")

    stream = io.TextIOWrapper(io.BufferedWriter(Closed()))
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["extract", "a.html", "b.html.gz"]) == EXIT_PIPE
    assert capsys.readouterr().err == ""
    monkeypatch.undo()
    with pytest.raises(BrokenPipeError):
        stream.close()


def test_progress_is_for_terminals(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert main(["extract", "a.html", "b.html.gz"]) == 0
    assert "\r\x1b[K1 of 2 done" in capsys.readouterr().err
    assert main(["extract", "a.html", "b.html.gz", "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_version(capsys: Output) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"cleanpage {cleanpage.__version__}\n"


def option_strings() -> Iterator[str]:
    for parser in all_parsers():
        for action in parser._actions:
            yield from (option for option in action.option_strings if option not in ("-h", "--help"))


def all_parsers() -> list[argparse.ArgumentParser]:
    parser, commands = build_parsers()
    return [parser, *commands.values()]


def test_every_option_has_help(capsys: Output) -> None:
    assert main(["extract", "--help"]) == 0
    assert main(["metadata", "--help"]) == 0
    help_text = capsys.readouterr().out
    assert all(action.help for parser in all_parsers() for action in parser._actions[1:] if action.option_strings)
    assert all(option in help_text for option in option_strings() if option != "--version")


@pytest.mark.skipif(not README.exists(), reason="there is no README.md yet")
@pytest.mark.parametrize("option", sorted(set(option_strings())))
def test_readme_names_every_option(option: str) -> None:
    assert re.search(rf"(?<![\w-]){option}(?![\w-])", README.read_text("utf-8"))


def python(*arguments: str, **more: Any) -> subprocess.Popen[bytes]:
    source = Path(cleanpage.__file__).parent.parent
    settings = {
        "PYTHONPATH": str(source),
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "",
        "PYTHONUNBUFFERED": "",
    }
    env = os.environ | settings
    return subprocess.Popen([sys.executable, *arguments], env=env, stderr=subprocess.PIPE, **more)


def test_module_as_command_in_any_locale() -> None:
    command = ("-m", "cleanpage", "extract", "-", "none.html", "--jobs", "2")
    process = python(*command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    out, err = process.communicate(article("Été"), timeout=60)
    assert process.returncode == 1
    assert "==> standard input <==\nÉté owls" in out.decode("utf-8")
    assert err.decode().splitlines() == [
        "cleanpage: none.html: there is no such file or folder; check the name",
        "cleanpage: 1 page: 1 ok; 1 input failed: 1 not read",
    ]


def test_reader_that_leaves_ends_the_command() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = python("-m", "cleanpage", "extract", "a.html", "b.html.gz", stdout=writer)
    os.close(writer)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (EXIT_PIPE, b"")


def test_import_leaves_the_command_out() -> None:
    code = "import sys, cleanpage; print([m for m in ('cleanpage.cli.command', 'argparse') if m in sys.modules])"
    out, _ = python("-c", code, stdout=subprocess.PIPE).communicate(timeout=60)
    assert out == b"[]\n"
