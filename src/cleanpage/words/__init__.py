"""What is known of words: languages, months and dates, names, agencies, counters, the lexicon of boilerplate.

A shelf, not a stage: each module answers questions about a text, knows no page, and is imported by its own name. The
stages ask them; they ask only each other and the data files.
"""
