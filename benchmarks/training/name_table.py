"""The log-odds of class-name tokens: how far the names around a text speak for main content.

Labelled pages go in; a table comes out that can leave one site out, so that a page is never measured by what its own
site says.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.training.examples import Example
from cleanpage.blocks import Document
from cleanpage.words.lexicon import name_tokens

MIN_TOKEN_SITES = 4
"""Sites that must use a name token before it counts."""
TOKEN_PRIOR = 0.5
"""Pages' worth of content and of boilerplate that every token is taken to have been seen with."""
MIN_TOKEN_LOG_ODDS = 0.15
"""Log-odds under which a token is left out of the table: it tells nothing and costs bytes."""
MAX_TOKENS = 4000
MAX_PAGES_PER_SITE = 3
"""Pages' worth that one site adds to a token's counts, however many it has."""


Counts = dict[str, list[float]]
"""Token to [share of its pages' content, share of their boilerplate, number of sites]."""


class TokenTable:
    """Counts of name tokens, in all and by site, that log-odds can be made from without one site."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self._sites: dict[str, Counts] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0, 0.0]))
        for example in examples:
            if example.labels is not None and example.document.elements:
                counts = self._sites[example.page.domain]
                for token, (content, boilerplate) in _token_shares(example.document, example.labels).items():
                    count = counts[token]
                    count[0] += content
                    count[1] += boilerplate
                    count[2] += 1
        self._totals: Counts = defaultdict(lambda: [0.0, 0.0, 0.0])
        for counts in self._sites.values():
            pages = max(count[2] for count in counts.values())
            scale = min(pages, MAX_PAGES_PER_SITE) / pages
            for token, count in counts.items():
                count[:] = [count[0] * scale, count[1] * scale, 1.0]
                total = self._totals[token]
                for index in range(3):
                    total[index] += count[index]
        self._all = self._log_odds(self._totals, {})

    def weights(self, without: str = "") -> Mapping[str, float]:
        """Return the log-odds of every token that enough sites use, `without` one site."""
        own = self._sites.get(without)
        if own is None:
            return self._all
        changed = self._log_odds({token: self._totals[token] for token in own}, own)
        return {**{token: value for token, value in self._all.items() if token not in own}, **changed}

    @staticmethod
    def _log_odds(totals: Counts, own: Counts) -> dict[str, float]:
        found = {}
        for token, (content, boilerplate, sites) in totals.items():
            mine = own.get(token, (0.0, 0.0, 0.0))
            if sites - mine[2] < MIN_TOKEN_SITES:
                continue
            value = math.log((content - mine[0] + TOKEN_PRIOR) / (boilerplate - mine[1] + TOKEN_PRIOR))
            if abs(value) >= MIN_TOKEN_LOG_ODDS:
                found[token] = round(value, 2)
        strongest = sorted(found, key=lambda token: (-totals[token][2], token))[:MAX_TOKENS]
        return {token: found[token] for token in strongest}


def _token_shares(document: Document, labels: Sequence[float]) -> dict[str, tuple[float, float]]:
    """Return the share of the page's content words and of its boilerplate words under each name token."""
    elements = document.elements
    content, boilerplate = [0.0] * len(elements), [0.0] * len(elements)
    shares: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for block, label in zip(document.blocks, labels, strict=True):
        words = len(block.text.split())
        content[block.element] += label * words
        boilerplate[block.element] += (1 - label) * words
        for token in name_tokens(block.inline_names):
            shares[token][0] += label * words
            shares[token][1] += (1 - label) * words
    for index in range(len(elements) - 1, 0, -1):
        content[elements.parents[index]] += content[index]
        boilerplate[elements.parents[index]] += boilerplate[index]
    for index, (tag, names) in enumerate(zip(elements.tags, elements.names, strict=True)):
        for token in {*name_tokens(names), f"<{tag}>"}:
            shares[token][0] += content[index]
            shares[token][1] += boilerplate[index]
    all_content, all_boilerplate = content[0] or 1.0, boilerplate[0] or 1.0
    return {
        # Nested elements with the same name would count a word twice.
        token: (min(1.0, share[0] / all_content), min(1.0, share[1] / all_boilerplate))
        for token, share in shares.items()
    }
