"""Pages whose templates give dates, authors, titles and tags in ways of their own."""

from __future__ import annotations

import pytest

import cleanpage
from cleanpage.metadata import Metadata

PROSE = """<p>The ferry to the outer islands left the old pier at nine, with forty people and one dog.</p>
<p>Nobody on board had thought to bring a map, because the captain has known the way for thirty years and more.</p>
<p>By noon the fog had lifted, and the lighthouse keeper waved a flag until the boat had rounded the last rock.</p>"""


def read(above: str, head: str = "<title>A ferry in the fog</title>", below: str = "", lang: str = "en") -> Metadata:
    page = f"<!doctype html><html lang={lang}><head>{head}</head><body><article>{above}{PROSE}{below}</article>"
    return cleanpage.extract(page).metadata


HEADLINE = "<h1>A ferry in the fog</h1>"


@pytest.mark.parametrize(
    ("shown", "stated", "lang", "published"),
    [
        pytest.param("05.04.18 in Boats", "2018-05-04", "en-US", "2018-05-04", id="month first between dots"),
        pytest.param("05.04.18 in Boats", "2018-05-04", "en-GB", "2018-04-05", id="where no one writes so"),
        pytest.param("05.04.18 in Boats", "2018-05-07", "en-US", "2018-04-05", id="another day in the markup"),
        pytest.param("5 April 2018 in Boats", "2018-05-04", "en-US", "2018-04-05", id="month by name"),
    ],
)
def test_a_date_is_read_as_the_markup_has_it(shown: str, stated: str, lang: str, published: str) -> None:
    data = f'{{"@type": "NewsArticle", "datePublished": "{stated}"}}'
    head = f'<title>A ferry in the fog</title><script type="application/ld+json">{data}</script>'
    found = read(f'{HEADLINE}<p class="date">{shown}</p>', head, lang=lang)
    assert (found.published or "")[:10] == published


def test_a_title_of_abbr_is_a_date() -> None:
    found = read(f'{HEADLINE}<p>by Ada Bird, <abbr class="published" title="2015-03-12">ages ago</abbr></p>')
    assert (found.published, found.authors) == ("2015-03-12", ("Ada Bird",))
    assert read(f'{HEADLINE}<p>in the <abbr title="2015-03-12">OED</abbr> of old</p>').published is None


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        pytest.param('<div class="share__author">By Ada Bird</div>', ("Ada Bird",), id="author of a share bar"),
        pytest.param('<div class="photo__author">Photograph by Ida Reed, Harbour Trust</div>', (), id="photograph"),
        pytest.param("<div>12.05.2021 10:30 Uhr Autor/in: Ada Bird</div>", ("Ada Bird",), id="Autor/in"),
        pytest.param("<div>Autor/in: Ada Bird</div>", ("Ada Bird",), id="Autor/in alone"),
    ],
)
def test_who_wrote_it(line: str, authors: tuple[str, ...]) -> None:
    assert read(HEADLINE + line).authors == authors


def test_a_wrapper_of_the_page_named_caption_is_no_caption() -> None:
    page = f"""<title>A ferry in the fog</title><body><div class="page caption"><h1>A ferry in the fog</h1>
    <div class=head><span class=date>17/03/2020</span></div>{PROSE}</div>"""
    assert cleanpage.extract(page).metadata.published == "2020-03-17"
    page = page.replace("<div class=head>", '<div class="head caption">')
    assert cleanpage.extract(page).metadata.published is None


def test_a_wrapper_of_the_page_named_quote_quotes_nobody() -> None:
    page = f"""<title>A ferry in the fog</title><body><div class="page quotes"><h1>A ferry in the fog</h1>
    <p class=author>Ida Reed</p>{PROSE}</div>"""
    assert cleanpage.extract(page).metadata.authors == ("Ida Reed",)


def test_a_meta_can_have_a_value_for_its_content() -> None:
    head = '<title>A ferry in the fog</title><meta name="article:published_time" value="2019-03-08T13:00:00Z">'
    assert read(HEADLINE, head).published == "2019-03-08T13:00:00Z"
    assert read(HEADLINE, head.replace(" value", ' content="2019-03-07" value')).published == "2019-03-07"


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(
            '<section class="testimonials"><blockquote><p>We were home by dark.</p><div class="author">'
            "<span>Ada Bird</span></div></blockquote></section>",
            id="testimonial",
        ),
        pytest.param('<div class="quote"><p>“Home by dark.”</p><p class="author">Ada Bird</p></div>', id="quotation"),
        pytest.param('<figure><img src=a.png><p class="author">Ada Bird</p></figure>', id="figure"),
        pytest.param('<div class="comment-body"><p class="author">Ada Bird</p><p>Lovely.</p></div>', id="comment"),
    ],
)
def test_who_is_quoted_did_not_write_it(box: str) -> None:
    assert read(HEADLINE + box).authors == ()
    assert read(HEADLINE + '<p class="author">Ida Reed</p>' + box).authors == ("Ida Reed",)


def test_a_heading_called_like_the_page_beats_the_name_of_the_part_of_the_site() -> None:
    page = f"""<title>A ferry in the fog</title><div class=titlebar><h1>Harbour and Sea Centre</h1></div>
    <div><h2>Tools &amp; Tables</h2><ul><li><a href=/1>Do you know the tide?</a></li></ul></div>
    <div class=copy><h2>A ferry in the fog</h2>{PROSE}</div>"""
    assert cleanpage.extract(page).metadata.title == "A ferry in the fog"


def test_half_a_headline_is_none() -> None:
    title = "Ada Bird's Long Way Home -- by Ferry!"
    head = f'<title>{title} | Example.com</title><meta property="og:title" content="{title}">'
    above = '<h2 class="headline-1">Ada Bird</h2><h4 class="headline-2">Long Way Home ... by Ferry!!</h4>'
    page = f"{head}<div class=breadcrumbs>Home <h1 class=crumb>{title}</h1></div><article>{above}{PROSE}</article>"
    assert cleanpage.extract(page).metadata.title == title


@pytest.mark.parametrize(
    ("line", "tags", "categories"),
    [
        pytest.param(
            '<a href="/c/boats" rel="category tag">Boats</a> <a href="/t/fog" rel="tag">fog</a>, '
            '<a href="/t/sea" rel="tag">sea</a>',
            ("fog", "sea"),
            ("Boats",),
            id="section and tags",
        ),
        pytest.param('<a href="/c/boats" rel="category tag">Boats</a>', (), ("Boats",), id="section"),
        pytest.param('<a href="/t/fog" rel="tag">fog</a> <a href="/about">us</a>', ("fog", "us"), (), id="tags"),
        pytest.param(
            '<a href="/c/boats" rel="category tag">Boats</a> <a href="/t/fog" rel="tag">fog</a> <a href="/us">us</a>',
            (),
            (),
            id="links of which nothing tells what they are",
        ),
    ],
)
def test_sections_and_tags_on_one_line(line: str, tags: tuple[str, ...], categories: tuple[str, ...]) -> None:
    found = read(HEADLINE, below=f'<div class="entry-meta">{line}</div>')
    assert (found.tags, found.categories) == (tags, categories)
