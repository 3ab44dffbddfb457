"""A document as blocks with places; no parser, no I/O. Readers produce it, nothing behind them knows the format."""
