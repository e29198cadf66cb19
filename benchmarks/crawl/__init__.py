"""Does a crawl lose nothing, and how fast is it?"""
