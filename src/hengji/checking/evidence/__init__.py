"""Points and indicators against the figures that should prove them."""
