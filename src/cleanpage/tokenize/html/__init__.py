"""tokenize/html"""
