"""select/rules"""
