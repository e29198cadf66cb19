"""Posts of a thread: what members wrote stays, and their profiles, signatures and buttons go.

A page and what is kept of it go in; the decision with whole posts comes out. The posts are found by the names that
forum software gives to the body of a post, again and again on one page; what belongs to each is the largest element
around it that holds no other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from cleanpage.blocks import Elements
from cleanpage.select.rules.rule import Case, Kept

MIN_POSTS: Final = 2
"""Posts of the shortest thread."""

MIN_SHARE: Final = 0.3
"""Share of the kept words in the bodies of posts, from which the page is a thread. Tried .15 to .5: with half of them
forums gain a third less."""

MIN_SCORE: Final = 0.1
"""Score from which a block of a post is kept. Tried .05 to .5: wcxb-dev's forums like it low, the others at .3."""

_BODY = re.compile(
    r"(?<![\w-])(?:post_message_\d+|post_content\d+|msg_\d+|bbWrapper|messageText|message-body|msg-body|message-?_?content"
    r"|post-?_*body|post-?_*content|post-?_*text|post-?_*message|posting-?_?text|postmsg|post_entry|cooked|topic-body"
    r"|cPost_contentWrap|ipsRichText--user|userContent|s-prose|p_content|t_f|bbp-(?:reply|topic)-content"
    r"|(?:reply|answer)-?_*(?:content|text|body)|comment-?_*(?:text|content)|commtext|articleBody)(?![\w-])",
    re.I,
)
"""Names of the body of a post: vBulletin, phpBB, SMF, XenForo, Discourse, IPS, Vanilla, MyBB, punBB, Discuz!, bbPress,
Stack Exchange, Hacker News, schema.org."""

_INNER = re.compile(r"(?<![\w-])content(?![\w-])")
"""Name of the text itself where that of the body is around it and the post's buttons and signature, as in phpBB."""

_NUMBERS = re.compile(r"\d+")


def with_whole_posts(case: Case, kept: Kept) -> Kept:
    """Return the decision with what members wrote, and without what else is theirs.

    Quotations stay as they are judged, and headings around: some posts have one. A page that declares
    an article is no thread.
    """
    measured = case.measured
    elements, blocks = measured.document.elements, measured.document.blocks
    if measured.declares_article:
        return kept
    bodies = _bodies(elements)
    if len(bodies) < MIN_POSTS:
        return kept
    in_body, in_post = _inside(elements, bodies)
    total = held = 0
    for block, words, keep in zip(blocks, measured.words, kept, strict=True):
        if keep:
            total += words
            held += words * in_body[block.element]
    if held < MIN_SHARE * total or not held:
        return kept
    decided = list(kept)
    for index, block in enumerate(blocks):
        if block.kind == "quote" and in_body[block.element]:
            continue
        if in_body[block.element]:
            decided[index] = block.kind != "control" and (kept[index] or case.scores[index] > MIN_SCORE)
        elif in_post[block.element] and block.kind != "heading":
            decided[index] = False
    return tuple(decided)


def _bodies(elements: Elements) -> list[int]:
    """Return the elements that are bodies of posts: the innermost ones so named, of the commonest shape."""
    found = [index for index, names in enumerate(elements.names) if names and _BODY.search(names)]
    if len(found) < MIN_POSTS:
        return []
    around = bytearray(len(elements))
    for index in found:
        around[index] = 1
    for index, parent in enumerate(elements.parents):
        if parent >= 0 and around[parent]:
            if not around[index] and _INNER.search(elements.names[index]):
                found.append(index)
            around[index] = 1
    inside = _held(elements.parents, found)
    # Each holds itself.
    innermost = [index for index in found if inside[index] == 1]
    shapes = Counter([_shape(elements, index) for index in innermost])
    shape = shapes.most_common(1)[0][0]
    return [index for index in innermost if _shape(elements, index) == shape]


def _shape(elements: Elements, index: int) -> tuple[str, str]:
    return elements.tags[index], _NUMBERS.sub("0", elements.names[index])


def _held(parents: Sequence[int], some: Sequence[int]) -> list[int]:
    """Return how many of some elements each element is or holds."""
    held = [0] * len(parents)
    for index in some:
        held[index] = 1
    for index in range(len(parents) - 1, 0, -1):
        held[parents[index]] += held[index]
    return held


def _inside(elements: Elements, bodies: Sequence[int]) -> tuple[bytearray, bytearray]:
    """Return whether each element is in the body of a post, and in a post."""
    parents = elements.parents
    held = _held(parents, bodies)
    in_body, in_post = bytearray(len(parents)), bytearray(len(parents))
    for index in bodies:
        in_body[index] = 1
    for index, parent in enumerate(parents):
        in_post[index] = held[index] == 1
        if parent >= 0:
            in_body[index] |= in_body[parent]
            in_post[index] |= in_post[parent]
    return in_body, in_post
