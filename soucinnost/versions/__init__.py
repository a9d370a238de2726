"""Earlier texts of records, written by actions, erased with what they belong to."""
