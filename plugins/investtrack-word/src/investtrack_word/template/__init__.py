"""The template: the packaged one, how it is made, and a county's own read and checked."""
