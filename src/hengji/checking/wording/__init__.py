"""Words against words: names, years, numbering, what a template left over."""
