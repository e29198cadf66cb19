"""Threads of forums that declare themselves articles."""

import pytest

from builders import make_elements, make_measured
from cleanpage.blocks import Block, Scored
from cleanpage.select.rules.rule import Case
from cleanpage.select.rules.threads import is_thread


@pytest.mark.parametrize(
    ("names", "words", "found"),
    [
        pytest.param("forum-thread", 20, True, id="thread"),
        pytest.param("ThreadView", 20, True, id="camel-case"),
        pytest.param("bbp-topic", 20, True, id="bbpress"),
        pytest.param("topic-politics", 20, False, id="a-subject"),
        pytest.param("forum", 9, False, id="holds-less-than-half"),
    ],
)
def test_a_thread_is_known_by_its_names(names: str, words: int, found: bool) -> None:
    elements = make_elements(("html", -1, ""), ("div", 0, names), ("div", 0, "story"), ("div", 0, "forum comments"))
    rows = [(1, words), (2, 10), (3, 500)]
    measured = make_measured([Block(text="owl " * count, element=at) for at, count in rows], elements=elements)
    case = Case(Scored(measured=measured, scores=(0.9,) * 3))
    assert is_thread(case, (True,) * 3, (False, False, True)) is found
