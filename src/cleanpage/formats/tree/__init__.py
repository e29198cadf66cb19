"""formats/tree"""
