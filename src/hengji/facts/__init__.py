"""What a filing states: concepts in contexts, the statements made of them, and the places where they stand. No I/O."""
