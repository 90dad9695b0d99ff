"""What each verb does, imported when it is run: its arguments are told without."""
