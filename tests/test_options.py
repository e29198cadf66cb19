from __future__ import annotations

import dataclasses
import datetime
import pickle
from typing import Any, get_args

import pytest

from cleanpage import Options, OptionsError
from cleanpage.options import Favor


def test_a_selector_that_is_none_is_told() -> None:
    with pytest.raises(OptionsError, match="drop='p >' is not possible; its end is missing") as error:
        Options(keep=("aside",), drop=("p", "p >"))
    assert (error.value.name, error.value.value) == ("drop", "p >")


def test_defaults() -> None:
    assert dataclasses.asdict(Options()) == {
        "favor": "balanced",
        "comments": False,
        "captions": False,
        "headline": None,
        "embeds": None,
        "keep": (),
        "drop": (),
        "content_type": None,
        "mend_encoding": False,
        "max_bytes": 20_000_000,
        "max_blocks": 30_000,
        "deadline_s": None,
        "now": None,
    }


@pytest.mark.parametrize("favor", get_args(Favor))
def test_every_favor_is_an_option(favor: Favor) -> None:
    assert Options(favor=favor).favor == favor


@pytest.mark.parametrize(
    ("options", "name", "message"),
    [
        pytest.param(
            {"favor": "speed"},
            "favor",
            "favor='speed' is not possible; pass one of precision, balanced, recall",
            id="unknown-favor",
        ),
        pytest.param({"comments": "yes"}, "comments", "comments='yes' is not possible; pass True or False", id="yes"),
        pytest.param({"captions": 1}, "captions", "captions=1 is not possible; pass True or False", id="one"),
        pytest.param({"mend_encoding": "yes"}, "mend_encoding", "pass True or False", id="mend"),
        pytest.param(
            {"headline": 1}, "headline", "headline=1 is not possible; pass True, False or None", id="headline"
        ),
        pytest.param({"embeds": "all"}, "embeds", "embeds='all' is not possible; pass True, False", id="embeds"),
        pytest.param({"keep": "aside"}, "keep", "keep='aside' is not possible; pass a tuple of CSS", id="a-selector"),
        pytest.param({"keep": ["aside"]}, "keep", "pass a tuple of CSS selectors", id="a-list-of-selectors"),
        pytest.param({"drop": ("aside", 7)}, "drop", "pass a tuple of CSS selectors", id="no-selector"),
        pytest.param({"drop": ("p",) * 101}, "drop", "pass at most 100 CSS selectors", id="too-many-selectors"),
        pytest.param({"favor": "Recall"}, "favor", "favor='Recall' is not possible; pass one of", id="case"),
        pytest.param({"favor": None}, "favor", "favor=None is not possible; pass one of", id="none"),
        pytest.param({"favor": ["recall"]}, "favor", "pass one of", id="a-list"),
        pytest.param(
            {"content_type": b"text/html"},
            "content_type",
            "content_type=b'text/html' is not possible; pass a string or None",
            id="bytes",
        ),
        pytest.param(
            {"now": "2024-05-01"},
            "now",
            "now='2024-05-01' is not possible; pass a datetime.datetime or None",
            id="text",
        ),
        pytest.param({"now": datetime.date(2024, 5, 1)}, "now", "pass a datetime.datetime or None", id="a-day"),
        pytest.param({"now": 1714521600}, "now", "pass a datetime.datetime or None", id="seconds"),
        pytest.param({"max_bytes": 0}, "max_bytes", "pass a whole number from 1, or None for no limit", id="no-bytes"),
        pytest.param({"max_bytes": 1e6}, "max_bytes", "pass a whole number from 1", id="a-float"),
        pytest.param({"max_blocks": True}, "max_blocks", "pass a whole number from 1", id="true"),
        pytest.param({"max_blocks": -5}, "max_blocks", "pass a whole number from 1", id="negative"),
        pytest.param({"deadline_s": 0}, "deadline_s", "pass seconds above 0, or None for no limit", id="no-time"),
        pytest.param({"deadline_s": -1.5}, "deadline_s", "pass seconds above 0", id="negative-time"),
        pytest.param({"deadline_s": "5"}, "deadline_s", "pass seconds above 0", id="seconds-as-text"),
    ],
)
def test_errors_say_what_to_pass(options: dict[str, Any], name: str, message: str) -> None:
    with pytest.raises(OptionsError) as error:
        Options(**options)
    assert message in str(error.value)
    assert error.value.name == name
    assert error.value.value == options[name]


def test_unknown_options_fail() -> None:
    with pytest.raises(TypeError, match="threshold"):
        Options(threshold=1.7)  # type: ignore[call-arg]


def test_options_are_values() -> None:
    now = datetime.datetime(2024, 5, 1, 12, tzinfo=datetime.UTC)
    options = Options(favor="recall", content_type="text/html", now=now)
    assert options == Options(favor="recall", content_type="text/html", now=now) != Options()
    assert hash(options) == hash(Options(favor="recall", content_type="text/html", now=now))
    assert pickle.loads(pickle.dumps(options)) == options
    with pytest.raises(dataclasses.FrozenInstanceError):
        options.favor = "balanced"  # type: ignore[misc]
    assert not hasattr(options, "__dict__")


def test_a_change_is_checked() -> None:
    with pytest.raises(OptionsError):
        dataclasses.replace(Options(), favor="speed")  # type: ignore[arg-type]
