"""Pure Python ground: Czech text, dates, identifiers, classes of data. No models, imports nothing of ours."""
