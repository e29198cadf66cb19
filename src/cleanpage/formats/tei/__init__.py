"""formats/tei"""
