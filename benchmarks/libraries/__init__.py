"""Would a library do as well as our own code? Each piece that one could replace, beside the libraries for the same."""
