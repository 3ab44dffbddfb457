"""All contradictions of a filing together: the smallest set of figures that explains them."""
