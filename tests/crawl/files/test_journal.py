from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from cleanpage.crawl.files import journal
from cleanpage.crawl.files.journal import Journal, JournalError, open_journal, paths_of, state_of
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


def path_of(name: str) -> str:
    return paths_of([Source(name=name)])[0]


def put(run: Journal, name: str) -> None:
    """Do one input."""
    run.begin(path_of(name), output_of(name), state_of(Source(name=name)), is_folder=False)
    run.finish(output_of(name), TALLY | {"of": name})


def output_of(name: str) -> str:
    return Path(name).with_suffix(".jsonl").name


def do(folder: Path, *names: str, resume: bool = False, settings: dict[str, Any] = SETTINGS) -> None:
    """Do a run that finishes some inputs."""
    with open_journal(folder, settings, resume=resume) as run:
        for name in names:
            if done(run, name) is None:
                put(run, name)


def done(run: Journal, name: str) -> Any:
    return run.finished(path_of(name), state_of(Source(name=name)))


def finished(folder: Path, *names: str, settings: dict[str, Any] = SETTINGS) -> list[str]:
    """Return which inputs a run that goes on needs not do."""
    with open_journal(folder, settings, resume=True) as run:
        return [name for name in names or NAMES if done(run, name) is not None]


def test_what_is_finished_is_not_done_again(folder: Path) -> None:
    do(folder, "a.warc", "c.warc")
    assert finished(folder) == ["a.warc", "c.warc"]
    do(folder, "b.warc", resume=True)
    assert finished(folder) == list(NAMES)


def test_tally_comes_back(folder: Path) -> None:
    do(folder, "a.warc")
    with open_journal(folder, SETTINGS, resume=True) as run:
        assert done(run, "a.warc") == TALLY | {"of": "a.warc"}


def test_without_resume_all_begins_anew(folder: Path) -> None:
    do(folder, "a.warc")
    do(folder, "b.warc")
    assert finished(folder) == ["b.warc"]


def test_torn_at_every_byte(folder: Path) -> None:
    """A journal of which only the front was written has all that is whole, and can be gone on with."""
    do(folder, *NAMES)
    whole = (folder / JOURNAL).read_bytes()
    ends = [index + 1 for index, byte in enumerate(whole) if byte == ord("\n")]
    assert len(ends) == 2 + 2 * len(NAMES)  # settings, place, and two for each input
    for length in range(len(whole) + 1):
        (folder / JOURNAL).write_bytes(whole[:length])
        lines = sum(end <= length for end in ends)
        expected = list(NAMES[: max(lines - 2, 0) // 2])
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
        put(run, "a.warc")
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


@pytest.mark.parametrize("change", [change_size, change_time, remove_input])
def test_what_has_changed_is_done_again(folder: Path, change: Any) -> None:
    do(folder, "a.warc", "b.warc")
    change()
    assert finished(folder) == ["b.warc"]


def test_input_that_grows_while_it_is_read_is_done_again(folder: Path) -> None:
    with open_journal(folder, SETTINGS, resume=False) as run:
        state = state_of(Source(name="a.warc"))
        run.begin(path_of("a.warc"), "a.jsonl", state, is_folder=False)
        change_size()
        run.finish("a.jsonl", TALLY)
    assert finished(folder) == []


def test_what_was_begun_again_is_not_finished(folder: Path) -> None:
    do(folder, "a.warc", "b.warc")
    with open_journal(folder, SETTINGS, resume=True) as run:
        run.begin(path_of("a.warc"), "a.jsonl", state_of(Source(name="a.warc")), is_folder=False)
        assert done(run, "a.warc") is None
    assert finished(folder) == ["b.warc"]


def test_input_keeps_its_output(folder: Path) -> None:
    with open_journal(folder, SETTINGS, resume=False) as run:
        run.begin(path_of("a.warc"), "a-2", [], is_folder=True)
        run.begin(path_of("b.warc"), "b.jsonl", [], is_folder=False)
    with open_journal(folder, SETTINGS, resume=True) as run:
        claims = [run.claim_of(path_of(name)) for name in NAMES]
        assert [claim and (claim.output, claim.is_folder) for claim in claims] == [
            ("a-2", True),
            ("b.jsonl", False),
            None,
        ]
        run.drop("a-2")
        assert run.claim_of(path_of("a.warc")) is None
    with open_journal(folder, SETTINGS, resume=True) as run:
        assert [claim.output for claim in run.claims()] == ["b.jsonl"]


def test_output_that_was_given_to_another_input(folder: Path) -> None:
    with open_journal(folder, SETTINGS, resume=False) as run:
        run.begin(path_of("a.warc"), "x.jsonl", [], is_folder=False)
        (claim,) = run.claims()
        assert run.is_held(claim)
        run.begin(path_of("b.warc"), "x.jsonl", [], is_folder=False)
        assert not run.is_held(claim)
    with open_journal(folder, SETTINGS, resume=True) as run:
        assert [(claim.path, claim.output) for claim in run.claims()] == [(path_of("b.warc"), "x.jsonl")]
        assert run.claim_of(path_of("a.warc")) is None


@pytest.mark.parametrize("twin", [False, True], ids=["copied", "renamed"])
def test_file_of_the_same_size_and_time(folder: Path, twin: bool) -> None:
    """A copy of an input, as on another disk, is that input; another input under its name is not."""
    Path("new").write_text("b.warc")
    for name in ("a.warc", "b.warc", "new"):
        os.utime(name, ns=(1, 1))
    do(folder, "a.warc", "b.warc")
    Path("b.warc" if twin else "new").replace("a.warc")
    assert finished(folder, "a.warc") == ([] if twin else ["a.warc"])


def test_standard_input_is_never_done(folder: Path) -> None:
    do(folder, STDIN)
    Path(STDIN).touch()
    assert finished(folder, STDIN) == []
    assert finished(folder, f"./{STDIN}") == []


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("in/./a.html", id="dots"),
        pytest.param("in/../in/a.html", id="up-and-down"),
        pytest.param("linked/a.html", id="link-to-the-folder"),
        pytest.param("{}/in/a.html", id="absolute"),
        pytest.param("{}/linked/a.html", id="absolute-link"),
    ],
)
def test_paths_of_one_input(tmp_path: Path, name: str) -> None:
    Path("in").mkdir()
    Path("linked").symlink_to("in")
    sources = [Source(name="in/a.html"), Source(name=name.format(tmp_path))]
    assert paths_of(sources[:1]) == paths_of(sources[1:]) == [os.path.realpath("in/a.html")]


@pytest.mark.parametrize("names", [("in/a.html", "linked/a.html"), ("linked/a.html", "in/a.html")])
def test_two_names_in_one_run_are_two_inputs(tmp_path: Path, names: tuple[str, str]) -> None:
    Path("in").mkdir()
    Path("linked").symlink_to("in")
    assert paths_of([Source(name=name) for name in names]) == [
        str(Path(os.path.realpath(".")) / name) for name in names
    ]


def test_link_to_a_file_is_an_input_of_its_own() -> None:
    Path("link.warc").symlink_to("a.warc")
    assert len(set(paths_of([Source(name=name) for name in ("a.warc", "link.warc", "\0", STDIN, "./-")]))) == 5


def test_folder_moved_together_with_its_inputs(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    do(folder, "a.warc")
    moved = tmp_path / "moved"
    moved.mkdir()
    for name in (*NAMES, "out"):
        Path(name).rename(moved / name)
    monkeypatch.chdir(moved)
    assert finished(Path("out")) == ["a.warc"]
    do(Path("out"), "b.warc", resume=True)
    assert finished(Path("out")) == ["a.warc", "b.warc"]


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
