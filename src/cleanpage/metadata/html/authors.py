"""Choose the authors of an HTML page among what its markup and its bylines say.

The sources of a page come in, the authors in order go out, as JSON-LD, metas and the visible lines name them.
A person comes before an organisation, and anybody before the site itself; of two sources that
disagree, a sure byline wins, as templates name whoever filed an article.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from cleanpage.metadata.evidence import Value
from cleanpage.metadata.html.markup import AUTHORS, PUBLISHERS
from cleanpage.metadata.html.sources import Sources, texts
from cleanpage.metadata.html.visible import Visible
from cleanpage.words.name_words import is_full_name
from cleanpage.words.names import (
    join_names,
    name_in_address,
    same_person,
    site_author,
    split_names,
    without_site,
)
from cleanpage.words.organisations import is_organisation
from cleanpage.words.plain_text import key, plain


def find_authors(sources: Sources) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the authors, and those of them that are organisations."""
    linked, metas, micro, visible = sources.linked, sources.metas, sources.micro, sources.visible
    by_name = [metas.values((name,)) for name in AUTHORS]
    labelled = metas.author_label()
    site_names = [*[plain(value.text) for value in metas.values(PUBLISHERS)], *sources.site.given]
    authors = choose_authors(
        texts(linked.authors),
        texts(linked.organisations),
        [*map(texts, by_name), texts(labelled), texts(micro.authors)],
        visible,
        sites=site_names,
        title=sources.title or "",
    )
    note = sources.evidence.note
    note("authors", [*linked.authors, *linked.organisations])
    note("authors", [value for values in by_name for value in values])
    note("authors", [*labelled, *micro.authors, *micro.organisations])
    shown = zip(visible.byline.names, visible.byline.at, strict=True)
    note("authors", [Value(name, f"block {at}") for name, at in shown])
    if not authors:
        return (), ()
    # On a personal site, the site's name is a person's.
    persons = set(map(key, filter(is_full_name, texts([*linked.authors, *micro.authors]))))
    offices = set(map(key, [*site_names, *texts([*linked.organisations, *micro.organisations])])) - persons
    organisations = tuple([name for name in authors if key(name) in offices or is_organisation(name)])
    sources.evidence.copy("authors", "organisations", organisations)
    return authors, organisations


def choose_authors(
    persons: Sequence[str],
    organisations: Sequence[str],
    metas: Sequence[Sequence[str]],
    visible: Visible,
    *,
    sites: Sequence[str],
    title: str,
) -> tuple[str, ...]:
    """Return the persons that the first source names; else organisations, and the site itself if nobody else signs.

    `persons` and `organisations` are the authors in JSON-LD by what it says they are, `metas` the
    values of each meta that can hold authors, the best first. `sites` are names of the site and of
    its publisher, which like the `title` are nobody's name.
    """
    not_names = [*sites, title]
    sources = [persons, *filter(None, metas)]
    stated = [value for values in sources for value in values]
    site = site_author([*stated, *organisations], sites)
    shown = without_site(join_names(visible.byline.names, not_names), sites, signs=site is not None)
    offices: tuple[str, ...] = ()
    for values in sources:
        names = join_names(values, not_names)
        if not names:
            continue
        if all(map(is_organisation, names)):
            offices = offices or names
            continue
        if values is persons:
            names += tuple(name for name in join_names(organisations, not_names) if name not in names)
        return _agreed(names, shown, visible)
    if shown and not all(map(is_organisation, shown)):
        return shown
    offices = offices or shown or join_names(organisations, not_names)
    if offices:
        return offices
    last = next(filter(None, map(name_in_address, stated)), None) or site or site_author(visible.byline.names, sites)
    return (last,) if last else ()


def _agreed(names: tuple[str, ...], shown: tuple[str, ...], visible: Visible) -> tuple[str, ...]:
    """Return the authors that markup and byline make together.

    Templates name the editor who filed an article or all who ever changed it, where the byline
    names its authors; but bylines often go on with something else.
    """
    both = {key(name) for name in shown} & {key(name) for name in names}
    if visible.byline.sure and shown:
        if len(both) == len(shown):
            # An agency that the markup names stands on the page as its sign, not in the byline.
            return shown + tuple(name for name in names if key(name) not in both and is_organisation(name))
        if not any(same_person(name, other) for name in shown for other in names):
            return shown
    if len(both) == len(names) < len(shown) and all(map(is_full_name, shown)):
        return shown  # The markup names only the first of several.
    lines = [*visible.lines, *visible.tail]
    if len(names) == 1 and " " not in names[0] and names[0].isascii():
        full = _full_name(names[0], lines)
        if full == names[0] and visible.byline.sure and shown and all(" " in name for name in shown):
            return shown
        return (full,)
    return tuple(_full_name(name, lines) for name in names)


def _full_name(name: str, lines: Sequence[str]) -> str:
    """Return the longer form that a visible line gives to a name of one word ("Todd", "toddbates")."""
    if " " in name:
        return name
    first, bare = name.casefold(), bare_key(name)
    for line in lines:
        if len(line) >= len(name) and first[0] in line.casefold():
            for shown in split_names(line, byline=True)[:1]:
                if is_full_name(shown) and (bare_key(shown) == bare or shown.casefold().startswith(first + " ")):
                    return shown
    return name


def bare_key(name: str) -> str:
    """Return a name's key without accents, as user names are written.

    >>> bare_key("José Díaz") == bare_key("jose_diaz")
    True
    """
    return key("".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char)))
