"""In a thread, what members wrote stays, and their profiles, signatures and buttons go."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import cleanpage

POSTS = (
    "Does anybody know why my old loom skips a thread on every tenth row? I have cleaned the reed and it still does.",
    "Check the heddles on the second shaft. Mine had one that was bent just enough to catch now and then.",
    "That was it.",
    "For those who find this later: a bent heddle can be straightened with flat pliers, but a new one costs little.",
)
MEMBERS = ("weft", "Marta_K", "weft", "old_shuttle")


def vbulletin(number: int) -> str:
    return f"""<table id="post{number}"><tr><td>05-0{number + 1}-2009, 08:12 PM</td><td>#{number + 1}</td></tr><tr>
<td class="alt2"><a class="bigusername" href=/m>{MEMBERS[number]}</a><div>Senior Member</div>
<div>Join Date: Mar 2007</div><div>Location: Over the hill</div><div>Posts: 1,2{number}3</div></td></tr>
<tr><td class="alt1"><div id="post_message_{number}">{POSTS[number]}</div><div>__________________<br>Warp speed</div>
<a href=/q>Quote</a></td></tr></table>"""


def simple_machines(number: int) -> str:
    return f"""<div class="post_wrapper"><div class="poster"><h4><a href=/m>{MEMBERS[number]}</a></h4>
<ul><li>Full Member</li><li>Posts: 1{number}3</li><li>Location: Over the hill</li></ul></div><div class="postarea">
<div class="smalltext">« Reply #{number} on: May 0{number + 1}, 2014 »</div>
<div class="post"><div class="inner" id="msg_{number}">{POSTS[number]}</div></div></div>
<div class="moderatorbar"><div class="signature">Warp speed</div><div>Logged</div></div></div>"""


def phpbb(number: int) -> str:
    return f"""<div id="p{number}" class="post"><dl class="postprofile"><dt><a href=/m>{MEMBERS[number]}</a></dt>
<dd>Joined: Mon Mar 01, 2011</dd><dd>Location: Over the hill</dd></dl><div class="postbody">
<div id="post_content{number}">
<ul><li><a href=/q>Quote</a></li></ul><p class="author">by {MEMBERS[number]} » Tue May 0{number + 1}, 2019</p>
<div class="content">{POSTS[number]}</div><div class="signature">Warp speed</div></div></div></div>"""


def xenforo(number: int) -> str:
    return f"""<article class="message"><section class="message-user"><h4>{MEMBERS[number]}</h4><dl><dt>Joined</dt>
<dd>Mar 3, 2015</dd><dt>Messages</dt><dd>1,2{number}3</dd></dl></section><div class="message-content">
<div class="bbWrapper">{POSTS[number]}</div></div><footer>Warp speed</footer></article>"""


def thread(posts: str, head: str = "") -> cleanpage.Page:
    return cleanpage.extract(
        f"<!doctype html><html lang=en><head><title>Loom skips a thread</title>{head}</head><body>"
        "<div><a href=/>Looms</a><a href=/faq>FAQ</a></div><h1>Loom skips a thread</h1>"
        f"<div>{posts}</div><p>Powered by a board</p></body></html>"
    )


@pytest.mark.parametrize("software", [vbulletin, simple_machines, phpbb, xenforo])
def test_posts_stay_and_profiles_go(software: Callable[[int], str]) -> None:
    page = thread("".join(software(number) for number in range(4)))
    lines = page.text.splitlines()
    assert [line for line in lines if line in POSTS] == list(POSTS)
    assert set(lines) <= {*POSTS, "Loom skips a thread", *MEMBERS}
    assert not any(line in page.text for line in ("Join", "Mar ", "Warp speed", "Location", "Logged"))


def test_buttons_in_posts_go_and_quotations_stay_as_they_are_judged() -> None:
    quoting = f"<blockquote>{POSTS[0][:60]}</blockquote>{POSTS[1]} <button>Like</button>"
    posts = [POSTS[0], quoting, *POSTS[2:]]
    page = thread(
        "".join(f"<div><i>{MEMBERS[at]}</i><div class=postcontent>{post}</div></div>" for at, post in enumerate(posts))
    )
    overrules = {block.text: block.overrule for block in page.blocks}
    assert "Like" not in page.text.splitlines()
    assert overrules[POSTS[0][:60]] != "post"


def test_one_post_is_no_thread() -> None:
    page = thread(vbulletin(0))
    assert not [block for block in page.blocks if block.overrule == "post"]


def test_a_declared_article_is_no_thread() -> None:
    page = thread("".join(map(vbulletin, range(4))), '<meta property="og:type" content="article">')
    assert not [block for block in page.blocks if block.overrule == "post"]


def test_bodies_of_one_shape_are_posts_and_others_are_not() -> None:
    teasers = "".join(f"<li class=post-body>Also read about wool number {number}</li>" for number in range(2))
    page = thread("".join(map(xenforo, range(4))) + f"<ul>{teasers}</ul>")
    assert [line for line in page.text.splitlines() if line in POSTS] == list(POSTS)
    assert not [block for block in page.blocks if block.overrule == "post" and "wool" in block.text]


def test_a_page_with_most_of_its_text_elsewhere_is_no_thread() -> None:
    text = "".join(f"<p>{POSTS[0]} {POSTS[1]} {POSTS[3]} Said again, it was {number}.</p>" for number in range(6))
    notes = "".join(f"<div><i>Seen on day {at}</i><p class=post-text>{POSTS[2]}</p></div>" for at in range(3))
    page = thread(f"<div>{text}</div>{notes}")
    assert not [block for block in page.blocks if block.overrule == "post"]
