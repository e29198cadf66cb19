"""Rules for lines of a text dump that are no part of the article: leaked scripts, teasers, islands, dated items.

There is no element to ask where a line stands, so the rules ask the lines around it. Those that hold for articles only
ask first if the page is one: in a thread or a list, what stands apart is content too.
"""
