"""Tasks: what is to be done, by whom, until when; and what a sprint achieved."""
