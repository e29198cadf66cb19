"""crawl/archives"""
