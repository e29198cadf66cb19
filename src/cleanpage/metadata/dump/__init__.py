"""metadata/dump"""
