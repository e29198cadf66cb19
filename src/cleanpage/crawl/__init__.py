"""Many pages: archives in, files of results out, worked on in processes that can be stopped.

    source → records → pool → outcomes → outputs, with a journal beside it that a later run goes on from.

Nothing here is imported with `import cleanpage`; archives ask for packages of an extra when one is opened.
"""
