"""One module per file format: bytes in, `Document` out."""
