"""Make training pages for text dumps: the article of one site in the frame of another, often in another language.

Labelled pages go in; more of them come out. A page's own frame speaks the language of its article and repeats its
subject, so the words alone tell much of what is what; these pages take that away, and are in few corpora as they are.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from benchmarks.pages.corpus import LabelledPage
from cleanpage.data import read_data

TRANSPLANT: Final = "transplant"
"""The variant of such a page."""
SEED: Final = 1129
FRAMES_ENGLISH: Final = 3
FRAMES_OTHER: Final = 2
"""Frames for each article that is not in English: of English pages, and of pages in a third language."""
ENGLISH_SHARE: Final = 0.6
OTHER_FRAME_SHARE: Final = 0.5
"""Share of the English articles that are put in a frame, and of these in one that is not English."""
MIN_ARTICLE_LINES: Final = 4
MAX_ARTICLE_LINES: Final = 80
MIN_FRAME_LINES: Final = 8
"""Lines of an article and of a frame; longer articles are no news, and in small frames there is nothing to learn."""

OWN_LINES: Final = 5
"""Lines from above its own article that may come along: headline, byline, date."""
OWN_LINES_SHARE: Final = 0.7
BELOW_LINES: Final = 3
BELOW_SHARE: Final = 0.5
"""Lines from below it, and how often."""
NO_TITLE_SHARE: Final = 0.4
"""How often the first line, which is the page's title, is missing."""
SHORT_TOP_SHARE: Final = 0.3
SHORT_TOP_LINES: Final = 6
"""How often only a few lines stand above the article, and how many at most."""
CHROME_SHARE: Final = 0.5
CHROME_LINES: Final = 4
"""How often lines of made chrome follow the article, and how many at most."""
CHROME_SORTS: Final = ("legal", "comment", "login", "newsletter", "share", "related")
CHROME_WORDS: Final = 16
"""Words of the frame that follow the phrase on such a line, at most."""
CHROME_STOP_SHARE: Final = 0.5
"""How often such a line ends like a sentence: notes of rights and appeals are sentences."""


class _Parts(NamedTuple):
    page: LabelledPage
    lines: list[str]
    labels: list[int]
    first: int
    """The first line of the article."""
    stop: int
    """The line after its last one."""


def transplanted(pages: Sequence[LabelledPage], fold_of_site: Callable[[str], int]) -> list[LabelledPage]:
    """Return the articles of `pages` in frames of other sites of the same fold; always the same for the same pages."""
    folds: dict[int, list[_Parts]] = defaultdict(list)
    for page in pages:
        parts = _parts(page)
        if parts:
            folds[fold_of_site(page.domain)].append(parts)
    phrases = _chrome_phrases()
    made = []
    for fold in sorted(folds):
        rng = random.Random(SEED + fold)
        english = [it for it in folds[fold] if _is_english(it)]
        others = [it for it in folds[fold] if not _is_english(it)]
        pairs: list[tuple[_Parts, _Parts]] = []
        for article in others:
            pairs += [(article, rng.choice(english)) for _ in range(FRAMES_ENGLISH if english else 0)]
            third = [it for it in others if it.page.lang != article.page.lang]
            pairs += [(article, rng.choice(third)) for _ in range(FRAMES_OTHER if third else 0)]
        for article in rng.sample(english, round(ENGLISH_SHARE * len(english))):
            in_other = rng.random() < OTHER_FRAME_SHARE
            frames = [it for it in (others if in_other else english) if it.page.domain != article.page.domain]
            if frames:
                pairs.append((article, rng.choice(frames)))
        made += [_transplant(article, frame, rng, phrases, count) for count, (article, frame) in enumerate(pairs)]
    return made


def _is_english(parts: _Parts) -> bool:
    return (parts.page.lang or "en").startswith("en")


def _parts(page: LabelledPage) -> _Parts | None:
    """Return where the article of a page stands; None where there is none of the right size in one piece."""
    if page.line_labels is None or not isinstance(page.dump, str):
        return None
    lines = page.dump.split("\n")
    labels = list(page.line_labels)
    rows = [index for index, label in enumerate(labels) if label and lines[index].strip()]
    if not MIN_ARTICLE_LINES <= len(rows) <= MAX_ARTICLE_LINES:
        return None
    first, stop = rows[0], rows[-1] + 1
    is_one_piece = len(rows) >= 0.6 * sum([bool(line.strip()) for line in lines[first:stop]])
    if not is_one_piece or len(lines) - (stop - first) < MIN_FRAME_LINES:
        return None
    return _Parts(page, lines, labels, first, stop)


def _transplant(article: _Parts, frame: _Parts, rng: random.Random, phrases: Sequence[str], count: int) -> LabelledPage:
    title = article.lines[0] if article.first else ""
    above = frame.lines[1 : max(1, frame.first - rng.randint(0, 4))]
    if rng.random() < SHORT_TOP_SHARE:
        above = above[-rng.randint(1, SHORT_TOP_LINES) :]
    own = article.lines[max(1, article.first - OWN_LINES) : article.first]
    if rng.random() >= OWN_LINES_SHARE:
        own = []
    body, labels = article.lines[article.first : article.stop], article.labels[article.first : article.stop]
    below = article.lines[article.stop : article.stop + BELOW_LINES] if rng.random() < BELOW_SHARE else []
    if rng.random() < CHROME_SHARE:
        below = [*below, *_chrome(frame, rng, phrases)]
    top = [title, *above, *own] if title and rng.random() >= NO_TITLE_SHARE else [*above, *own]
    rest = [*below, *frame.lines[frame.stop :]]
    return replace(
        article.page,
        id=f"{article.page.id} in {frame.page.id} {count}",
        variant=TRANSPLANT,
        dump="\n".join([*top, *body, *rest]),
        line_labels=[*[0] * len(top), *labels, *[0] * len(rest)],
        gold_text="\n".join([line for line, label in zip(body, labels, strict=True) if label]),
    )


def _chrome_phrases() -> list[str]:
    lexicon = json.loads(read_data("lexicon.json"))
    return ["|".join(lexicon[sort][place]) for sort in CHROME_SORTS for place in ("whole", "start")]


def _chrome(frame: _Parts, rng: random.Random, phrases: Sequence[str]) -> list[str]:
    """Return lines that begin like chrome and go on in words of the frame."""
    rest = [line for line, label in zip(frame.lines, frame.labels, strict=True) if not label]
    words = " ".join(rest).split()
    lines = []
    for _ in range(rng.randint(1, CHROME_LINES)):
        phrase = rng.choice(rng.choice(phrases).split("|"))
        at = rng.randrange(len(words))
        line = " ".join([phrase.capitalize(), *words[at : at + rng.randint(0, CHROME_WORDS)]])
        lines.append(line + "." * (rng.random() < CHROME_STOP_SHARE))
    return lines
