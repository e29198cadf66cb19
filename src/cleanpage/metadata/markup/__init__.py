"""metadata/markup"""
