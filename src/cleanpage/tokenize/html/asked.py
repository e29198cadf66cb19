"""Find the blocks that a caller asks to be kept or dropped by CSS selectors.

A tokenized page, as it was parsed, and the selectors go in; whether each block that they speak of is to be kept goes
out. Where elements within each other are asked for otherwise, the innermost decides. Time is linear in the page, times
the steps of the selectors: the parser's engine is asked for single steps only, and one walk joins them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from cleanpage.blocks import Document
from cleanpage.selectors import Joint, Step, parse_selector

_OUTWARDS: Final[Mapping[Joint, int]] = {" ": 0, ">": 1, "+": 2, "~": 3}
"""Where the bits of the steps that can follow are looked up."""


def find_asked(
    document: Document, parsed: LexborHTMLParser, keep: Sequence[str], drop: Sequence[str]
) -> dict[int, bool]:
    """Return whether each block that the selectors speak of is to be kept, by its index.

    A block with an element within its text that is to be kept is kept; it is dropped if all of its text is in what is
    to be dropped. `parsed` is the page as `tokenize_parsed` gave it.

    Raises:
        ValueError: a selector is none.
    """
    # Whoever asks for nothing never loads it.
    from cleanpage.tokenize.html.second_walk import Passage, replay

    root = parsed.root
    if root is None:
        return {}
    # Where both name one element, it is kept.
    marks = dict.fromkeys(find_elements(root, drop), False) | dict.fromkeys(find_elements(root, keep), True)
    if not marks:
        return {}
    verdicts = _Verdicts(marks)
    asked: dict[int, bool] = {}
    met = 0

    def judge(passage: Passage) -> None:
        nonlocal met
        met += 1
        said = {verdicts.of(node) for _, text, node in passage.pieces if text and not text.isspace()}
        if True in said:
            asked[passage.block] = True
        elif said == {False}:
            asked[passage.block] = False

    found = replay(document, [True] * len(document.blocks), parsed, take=judge)
    if not met:
        # The page did not fall into the same blocks again: the elements that they are in have to do.
        for index, block in enumerate(document.blocks):
            said_of_element = verdicts.of(found.nodes.get(block.element))
            if said_of_element is not None:
                asked[index] = said_of_element
    return asked


def find_elements(root: LexborNode, selectors: Iterable[str]) -> set[int]:
    """Return the `mem_id` of each element that a selector names.

    Raises:
        ValueError: a selector is none.
    """
    found: set[int] = set()
    joined: list[tuple[Step, ...]] = []
    asked: dict[str, set[int]] = {}
    for alternative in [steps for selector in selectors for steps in parse_selector(selector)]:
        for step in alternative:
            if step.compound not in asked:
                asked[step.compound] = _matching(root, step.compound)
        if len(alternative) == 1:
            found |= asked[alternative[0].compound]
        elif all(asked[step.compound] for step in alternative):
            joined.append(alternative)
    return found | _joined(root, joined, asked) if joined else found


def _matching(root: LexborNode, compound: str) -> set[int]:
    try:
        return {node.mem_id for node in root.css(compound)}
    except SelectolaxError:
        return set()


def _joined(root: LexborNode, alternatives: Sequence[Sequence[Step]], asked: Mapping[str, set[int]]) -> set[int]:
    """Return the elements at which the last step of an alternative is met, from one walk.

    A bit stands for each step. An element meets a step if it matches, and the element that the step before it asks for
    meets that one: of those around it, the one right around it, the one right before it or those before it.
    """
    of_compound: dict[str, int] = {}
    starts = ends = 0
    follows = [0, 0, 0, 0]
    bit = 1
    for alternative in alternatives:
        starts |= bit
        for number, step in enumerate(alternative):
            of_compound[step.compound] = of_compound.get(step.compound, 0) | bit
            if number:
                follows[_OUTWARDS[step.joint]] |= bit
            bit <<= 1
        ends |= bit >> 1
    bits: dict[int, int] = {}
    for compound, its_bits in of_compound.items():
        for element in asked[compound]:
            bits[element] = bits.get(element, 0) | its_bits
    within, child, after, behind = follows
    found: set[int] = set()
    # What is met by any element around, by the one right around, by the element before, and by any before it.
    around = parent = before = any_before = 0
    stack: list[tuple[LexborNode, int, int, int, int]] = []
    node: LexborNode | None = root
    while node is not None:
        child_node = None
        if node.text_content is None:
            own = bits.get(node.mem_id, 0)
            if own:
                own &= (
                    starts
                    | (around << 1 & within)
                    | (parent << 1 & child)
                    | (before << 1 & after)
                    | (any_before << 1 & behind)
                )
                if own & ends:
                    found.add(node.mem_id)
            child_node = node.first_child
            if child_node is not None:
                stack.append((node, around, parent, own, any_before | own))
                around, parent, before, any_before = around | own, own, 0, 0
            elif not node.is_comment_node:
                before, any_before = own, any_before | own
        following = child_node or (node.next if node is not root else None)
        while following is None and stack:
            node, around, parent, before, any_before = stack.pop()
            following = node.next if node is not root else None
        node = following
    return found


class _Verdicts:
    """Tells whether a node is to be kept or dropped: what is said of the innermost element around it that is named."""

    def __init__(self, marks: Mapping[int, bool]) -> None:
        self._known: dict[int, bool | None] = dict(marks)

    def of(self, node: LexborNode | None) -> bool | None:
        """Return whether it is to be kept; None where nothing is said of it. Each node is looked at once."""
        path: list[int] = []
        if node is not None and node.text_content is not None:
            # Texts are asked about once, and no selector names one.
            node = node.parent
        while node is not None and (identity := node.mem_id) not in self._known:
            path.append(identity)
            node = node.parent
        verdict = None if node is None else self._known[node.mem_id]
        self._known.update(dict.fromkeys(path, verdict))
        return verdict
