"""crawl/rows"""
