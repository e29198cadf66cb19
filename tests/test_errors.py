from __future__ import annotations

import pickle

import pytest

import cleanpage
from cleanpage.errors import CleanpageError, OptionsError, WeightsError

ERRORS = [OptionsError("favor", "speed", "pass one of precision, recall"), WeightsError("weights are unreadable")]

each_error = pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)


@each_error
def test_errors_are_ours_and_value_errors(error: CleanpageError) -> None:
    assert isinstance(error, CleanpageError)
    assert isinstance(error, ValueError)


@each_error
def test_errors_are_exported(error: CleanpageError) -> None:
    assert getattr(cleanpage, type(error).__name__) is type(error)


@each_error
def test_errors_survive_pickling(error: CleanpageError) -> None:
    # As they do when a worker process raises one.
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert copy.__dict__ == error.__dict__


def test_the_tree_at_the_top_names_all_errors() -> None:
    assert cleanpage.errors.__doc__ is not None
    for error in CleanpageError.__subclasses__():
        assert f"  {error.__name__} " in cleanpage.errors.__doc__


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("speed", "favor='speed' is not possible; pass one of a, b", id="str"),
        pytest.param(None, "favor=None is not possible; pass one of a, b", id="none"),
        pytest.param(1.7, "favor=1.7 is not possible; pass one of a, b", id="number"),
    ],
)
def test_message(value: object, expected: str) -> None:
    error = OptionsError("favor", value, "pass one of a, b")
    assert str(error) == expected
    assert (error.name, error.value, error.hint) == ("favor", value, "pass one of a, b")
