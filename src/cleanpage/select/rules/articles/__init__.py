"""Rules for HTML that declares an article: its headline and standfirst, boxes beside it, what follows it."""
