"""A frozen version (定稿): a report sealed with the ledger and the profile it was made from."""
