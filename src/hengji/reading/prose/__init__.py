"""Running text: declared sentences, and the figures no declared sentence owns."""
