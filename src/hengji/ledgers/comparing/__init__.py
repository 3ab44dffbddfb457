"""Lists of several offices held against each other, person by person; nobody's name or number is kept or shown."""
