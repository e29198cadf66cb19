"""How right is it? Text against gold and labels, metadata, encodings, confidence, the verdict `no_content`."""
