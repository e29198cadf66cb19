from __future__ import annotations

import argparse
import datetime

import pytest

from cleanpage.cli.arguments import build_parsers
from cleanpage.crawl.archives.records import Reading
from cleanpage.crawl.run.renderer import Request
from cleanpage.options import Options

PARSERS = build_parsers()[1]
PLUS_TWO = datetime.timezone(datetime.timedelta(hours=2))


def parse(command: str, *arguments: str) -> argparse.Namespace:
    return PARSERS[command].parse_args([*arguments, "a.html"])


@pytest.mark.parametrize("command", PARSERS)
def test_defaults_are_those_of_the_library(command: str) -> None:
    args = parse(command)
    options, request = Options(), Request()
    assert (args.favor, args.comments, args.captions, args.mend_encoding, args.now) == (
        options.favor,
        options.comments,
        options.captions,
        options.mend_encoding,
        options.now,
    )
    assert (args.format or "text", args.input_format, args.encoding, args.url, args.explain, args.sources) == (
        request.format,
        request.input_format,
        request.encoding,
        request.url,
        request.explain,
        request.sources,
    )
    assert args.max_page * 2**20 == Reading().max_bytes
    assert args.text_as == request.text_as


def test_the_commands_give_the_same_names() -> None:
    extract, metadata = (set(vars(parse(command))) for command in ("extract", "metadata"))
    assert extract == metadata


@pytest.mark.parametrize(("command", "only"), [("extract", False), ("metadata", True)])
def test_metadata_only(command: str, only: bool) -> None:
    assert parse(command).metadata_only is only


@pytest.mark.parametrize("command", PARSERS)
@pytest.mark.parametrize(
    ("value", "moment"),
    [
        pytest.param("2024-05-01", datetime.datetime(2024, 5, 1), id="day"),
        pytest.param("2024-05-01T12:30", datetime.datetime(2024, 5, 1, 12, 30), id="time"),
        pytest.param("2024-05-01 12:30", datetime.datetime(2024, 5, 1, 12, 30), id="space"),
        pytest.param("2024-05-01T12:30Z", datetime.datetime(2024, 5, 1, 12, 30, tzinfo=datetime.UTC), id="utc"),
        pytest.param("2024-05-01T12:30+02:00", datetime.datetime(2024, 5, 1, 12, 30, tzinfo=PLUS_TWO), id="zone"),
    ],
)
def test_now(command: str, value: str, moment: datetime.datetime) -> None:
    found = parse(command, "--now", value).now
    assert (found, found.tzinfo) == (moment, moment.tzinfo)


@pytest.mark.parametrize("value", ["", "now", "01.05.2024", "2024-13-01", "1714521600"])
def test_what_is_no_time(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        parse("metadata", f"--now={value}")
    assert stop.value.code == 2
    assert f"{value!r} is not a time; write it like 2024-05-01" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("value", "least"),
    [pytest.param("3", 3, id="number"), pytest.param("0", 1, id="zero"), pytest.param("auto", 1, id="auto")],
)
def test_jobs(value: str, least: int) -> None:
    jobs = parse("metadata", "--jobs", value).jobs
    assert jobs == least if value == "3" else jobs >= least
