"""metadata/visible"""
