"""The first walk through an empty installation: administrator, town, organisation, group, members."""
