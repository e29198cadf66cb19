"""What the markup says about the page: JSON-LD, metas and links, microdata and RDFa."""
