"""Tables as they are drawn: blanks, rows beside their columns, tables empty or left out."""
