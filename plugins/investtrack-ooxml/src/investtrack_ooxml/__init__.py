"""Office packages (Open Packaging Conventions) read, changed where they stand, and written back as they were."""
