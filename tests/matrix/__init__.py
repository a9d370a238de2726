"""Who gets what from every address: expected values written by hand, held against the product."""
