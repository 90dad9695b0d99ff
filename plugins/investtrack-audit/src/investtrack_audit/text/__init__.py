"""What a text says before anything is computed: numbers, the roles and labels they have, lists, what was said earlier."""
