"""Working groups, teams and platforms: statutes, mandates, rhythm."""
