from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from cleanpage.crawl.files import journal
from cleanpage.crawl.files.journal import JournalError, open_journal
from cleanpage.crawl.files.sources import JOURNAL, STDIN, Source

SETTINGS: dict[str, Any] = {"format": "jsonl", "columns": ("html",), "now": None}
TALLY = {"records": 3}
NAMES = ("a.warc", "b.warc", "c.warc")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of results, in a working folder with three inputs."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        Path(name).write_text(name)
    return Path("out")


def output_of(folder: Path, name: str) -> Path:
    return folder / Path(name).with_suffix(".jsonl").name


def do(folder: Path, *names: str, resume: bool = False, settings: dict[str, Any] = SETTINGS) -> None:
    """Do a run that finishes some inputs."""
    with open_journal(folder, settings, resume=resume) as run:
        for name in names:
            output = output_of(folder, name)
            if run.finished(Source(name=name), output) is None:
                output.write_text("done")
                run.finish(Source(name=name), output, written=True, tally=TALLY | {"of": name})


def finished(folder: Path, *names: str, settings: dict[str, Any] = SETTINGS) -> list[str]:
    """Return which inputs a run that goes on needs not do."""
    with open_journal(folder, settings, resume=True) as run:
        return [name for name in names or NAMES if run.finished(Source(name=name), output_of(folder, name)) is not None]


def test_what_is_finished_is_not_done_again(folder: Path) -> None:
    do(folder, "a.warc", "c.warc")
    assert finished(folder) == ["a.warc", "c.warc"]
    do(folder, "b.warc", resume=True)
    assert finished(folder) == list(NAMES)


def test_tally_comes_back(folder: Path) -> None:
    do(folder, "a.warc")
    with open_journal(folder, SETTINGS, resume=True) as run:
        assert run.finished(Source(name="a.warc"), folder / "a.jsonl") == TALLY | {"of": "a.warc"}


def test_without_resume_all_begins_anew(folder: Path) -> None:
    do(folder, "a.warc")
    do(folder, "b.warc")
    assert finished(folder) == ["b.warc"]


def test_torn_at_every_byte(folder: Path) -> None:
    """A journal of which only the front was written has all that is whole, and can be gone on with."""
    do(folder, *NAMES)
    whole = (folder / JOURNAL).read_bytes()
    ends = [index + 1 for index, byte in enumerate(whole) if byte == ord("\n")]
    assert len(ends) == 1 + len(NAMES)
    for length in range(len(whole) + 1):
        (folder / JOURNAL).write_bytes(whole[:length])
        lines = sum(end <= length for end in ends)
        expected = list(NAMES[: max(lines - 1, 0)])
        assert finished(folder) == expected, length
        if length % 7 == 0 or length in ends:
            do(folder, *NAMES, resume=True)
            assert (folder / JOURNAL).read_bytes() == whole


@pytest.mark.parametrize("tail", [b'{"input": "b.w', b"\0" * 30, b"[]\n", b"7\n", b"\xff\n", b"null\n"])
def test_nonsense_behind_whole_lines_is_cut_off(folder: Path, tail: bytes) -> None:
    do(folder, "a.warc")
    whole = (folder / JOURNAL).read_bytes()
    (folder / JOURNAL).write_bytes(whole + tail)
    assert finished(folder) == ["a.warc"]
    assert (folder / JOURNAL).read_bytes() == whole


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"format": "text"}, "made with format='jsonl'; use the same again", id="value"),
        pytest.param({"columns": ("body",)}, "made with columns=['html'];", id="list"),
        pytest.param({"more": 1}, "made with more=None;", id="setting-unknown-then"),
        pytest.param({"format": "text", "now": "x"}, "made with format='jsonl', now=None;", id="two"),
    ],
)
def test_other_settings(folder: Path, change: dict[str, Any], message: str) -> None:
    do(folder, "a.warc")
    before = (folder / JOURNAL).read_bytes()
    with pytest.raises(JournalError) as caught:
        finished(folder, settings=SETTINGS | change)
    assert message in str(caught.value)
    assert "the results in out were" in str(caught.value)
    assert (folder / JOURNAL).read_bytes() == before
    assert finished(folder) == ["a.warc"]
    do(folder, "b.warc", settings=SETTINGS | change)  # without resume it is another run


def test_other_version(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as then:
        then.setattr(journal, "__version__", "0.0.7")
        do(folder, "a.warc")
    with pytest.raises(JournalError, match=r"made with version 0\.0\.7; use"):
        finished(folder)


def test_journal_of_something_else(folder: Path) -> None:
    folder.mkdir()
    (folder / JOURNAL).write_text('{"owls": 7}\n')
    with pytest.raises(JournalError, match="made with version None"):
        finished(folder)


def test_folder_of_another_run(folder: Path) -> None:
    with open_journal(folder, SETTINGS, resume=False) as run:
        run.finish(Source(name="a.warc"), folder / "a.jsonl", written=False, tally=TALLY)
        before = (folder / JOURNAL).read_bytes()
        for resume in (False, True):
            with (
                pytest.raises(JournalError, match="another run is writing to out; wait"),
                open_journal(folder, SETTINGS, resume=resume),
            ):
                pass
        assert (folder / JOURNAL).read_bytes() == before
    do(folder, "b.warc", resume=True)


def change_size() -> None:
    Path("a.warc").write_text("longer than before")


def change_time() -> None:
    os.utime("a.warc", ns=(1, 1))


def remove_input() -> None:
    Path("a.warc").unlink()


def remove_output() -> None:
    Path("out/a.jsonl").unlink()


@pytest.mark.parametrize("change", [change_size, change_time, remove_input, remove_output])
def test_what_has_changed_is_done_again(folder: Path, change: Any) -> None:
    do(folder, "a.warc", "b.warc")
    change()
    assert finished(folder) == ["b.warc"]


def test_input_that_grows_while_it_is_read_is_done_again(folder: Path) -> None:
    with open_journal(folder, SETTINGS, resume=False) as run:
        assert run.finished(Source(name="a.warc"), folder / "a.jsonl") is None
        change_size()
        (folder / "a.jsonl").touch()
        run.finish(Source(name="a.warc"), folder / "a.jsonl", written=True, tally=TALLY)
    assert finished(folder) == []


def test_nothing_written_is_a_result_too(folder: Path) -> None:
    with open_journal(folder, SETTINGS, resume=False) as run:
        run.finished(Source(name="a.warc"), folder / "a.jsonl")
        run.finish(Source(name="a.warc"), folder / "a.jsonl", written=False, tally=TALLY)
    assert finished(folder) == ["a.warc"]


def test_result_under_another_name_is_done_again(folder: Path) -> None:
    do(folder, "a.warc")
    with open_journal(folder, SETTINGS, resume=True) as run:
        assert run.finished(Source(name="a.warc"), folder / "a-2.jsonl") is None


def test_result_of_another_input_in_its_place(folder: Path) -> None:
    Path("other").mkdir()
    Path("other/a.warc").write_text("a.warc")
    for name in ("a.warc", "other/a.warc"):
        os.utime(name, ns=(1, 1))
    do(folder, "a.warc")
    do(folder, "other/a.warc", resume=True)
    assert finished(folder, "a.warc", "other/a.warc") == ["other/a.warc"]


def test_standard_input_is_never_done(folder: Path) -> None:
    with open_journal(folder, SETTINGS, resume=False) as run:
        output = output_of(folder, STDIN)
        run.finished(Source(name=STDIN), output)
        output.touch()
        run.finish(Source(name=STDIN), output, written=True, tally=TALLY)
    Path(STDIN).touch()
    assert finished(folder, STDIN) == []


def test_folder_can_be_called_or_lie_elsewhere(folder: Path, tmp_path: Path) -> None:
    do(folder, "a.warc")
    assert finished(tmp_path / folder) == ["a.warc"]
    folder.rename("moved")
    assert finished(Path("moved")) == ["a.warc"]


def test_drafts_of_a_killed_run_are_removed(folder: Path) -> None:
    do(folder, "a.warc")
    drafts = [folder / ".cleanpage-0a.tmp", folder / "deep" / "er" / ".cleanpage-0b.tmp"]
    others = [folder / "deep" / "cleanpage-0b.tmp", folder / "deep" / ".cleanpage-0b.txt"]
    drafts[1].parent.mkdir(parents=True)
    for file in drafts + others:
        file.touch()
    assert finished(folder) == ["a.warc"]
    assert not any(file.exists() for file in drafts)
    assert all(file.exists() for file in others)
