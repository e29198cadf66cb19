"""formats/markdown"""
