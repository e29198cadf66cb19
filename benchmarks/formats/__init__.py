"""Do all formats have the words of the text, and show its structure?"""
