"""crawl/run"""
