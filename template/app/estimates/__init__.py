"""Story points: rounds raw scores to the scale that teams plan with. Needs no database."""
