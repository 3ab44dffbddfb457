"""Reading files into documents, and documents into facts."""
