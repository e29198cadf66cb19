"""Train the weights of the scorer, or cross-validate them."""
