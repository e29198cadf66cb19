"""crawl/files"""
