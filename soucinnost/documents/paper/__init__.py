"""Paper: a neutral document tree and its writers (DOCX, PDF, XLSX). Pure Python, no Django."""
