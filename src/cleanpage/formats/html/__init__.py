"""formats/html"""
