"""The Czech language kit: words, search keys, names, covering of personal data, promises. Pure Python."""
