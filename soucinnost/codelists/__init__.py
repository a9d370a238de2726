"""Code lists with editions and validity, and their import."""
