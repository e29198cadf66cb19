"""How fast is it, and how does time grow with the page?"""
