from __future__ import annotations

import io
import os
import stat
from pathlib import Path

import pytest

from cleanpage.inputs import Source
from cleanpage.outputs import Frame, encode, name_outputs, replacing, to_file, to_folder, to_stream

ARRAY = Frame("[", ",", "]")


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        pytest.param([], b"]", id="none"),
        pytest.param(["1"], b"[1]", id="one"),
        pytest.param(["1", "é", "3"], "[1,é,3]".encode(), id="three"),
    ],
)
def test_to_stream(bodies: list[str], expected: bytes) -> None:
    stream = io.BytesIO()
    with to_stream(stream, ARRAY) as add:
        for position, body in enumerate(bodies):
            add(position, body)
    assert stream.getvalue() == expected


def test_to_file(tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    with to_file(file, ARRAY) as add:
        add(0, "1")
        add(1, "2")
        assert not file.exists()
    assert file.read_text() == "[1,2]"
    assert list(tmp_path.iterdir()) == [file]


def test_to_file_without_a_result_leaves_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / "out.txt"
    file.write_text("old")
    with to_file(file, Frame()):
        pass
    assert file.read_text() == "old"


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_to_file_interrupted_leaves_the_old_one(tmp_path: Path, error: type[BaseException]) -> None:
    file = tmp_path / "out.txt"
    file.write_text("old")
    with pytest.raises(error), to_file(file, Frame()) as add:
        add(0, "new")
        raise error
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_replacing_keeps_the_mode_and_follows_links(tmp_path: Path) -> None:
    file, link = tmp_path / "real.txt", tmp_path / "link.txt"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    with replacing(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert file.read_text() == "new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_replacing_gives_a_new_file_the_usual_mode(tmp_path: Path) -> None:
    with replacing(tmp_path / "new"):
        pass
    (tmp_path / "usual").touch()
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_replacing_writes_to_a_device_as_it_is() -> None:
    with replacing(Path(os.devnull)) as stream:
        stream.write(b"new")
    assert not Path(os.devnull).is_file()


def test_to_folder(tmp_path: Path) -> None:
    paths = [tmp_path / "out" / "a.json", tmp_path / "out" / "deep" / "b.json"]
    with to_folder(paths, Frame(closing="\n")) as add:
        add(1, "2")
        assert paths[1].read_text() == "2\n"
        add(0, "1")
    assert paths[0].read_text() == "1\n"


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        pytest.param(["a.html"], ["a.txt"], id="suffix"),
        pytest.param(["a.HTML.gz", "b.xhtml"], ["a.txt", "b.txt"], id="gzip-and-case"),
        pytest.param(["www.example.com", "page.v2"], ["www.example.com.txt", "page.v2.txt"], id="other-suffix"),
        pytest.param(["a.html", "a.htm", "A.txt"], ["a.txt", "a-2.txt", "A-3.txt"], id="collisions"),
        pytest.param(["x/a.html", "y/a.html"], ["x/a.txt", "y/a.txt"], id="folders"),
        pytest.param(["../../a.html"], ["a.txt"], id="not-above"),
        pytest.param(["*.html"], ["_.txt"], id="unsafe"),
        pytest.param(["", ".html"], ["page.txt", "page-2.txt"], id="no-name"),
    ],
)
def test_name_outputs(places: list[str], expected: list[str]) -> None:
    sources = [Source(name=f"in/{index}", place=place) for index, place in enumerate(places)]
    assert name_outputs(sources, Path("out"), ".txt") == [Path("out", name) for name in expected]


def test_no_input_is_overwritten() -> None:
    sources = [Source(name="out/a.html", place="a.html"), Source(name="out/a.txt", place="a.txt")]
    assert [path.name for path in name_outputs(sources, Path("out"), ".txt")] == ["a-2.txt", "a-3.txt"]


def test_encode_keeps_lone_surrogates_readable() -> None:
    assert encode("é \udce9") == "é ".encode() + b"\\udce9"
