"""The file formats that articles come in: encodings, documents, web pages, office files, PDF, tables."""
