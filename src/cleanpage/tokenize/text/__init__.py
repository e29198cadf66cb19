"""tokenize/text"""
