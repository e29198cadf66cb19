"""crawl/pool"""
