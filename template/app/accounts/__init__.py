"""Users and how they prove who they are: registration, log-in sessions, password reset, lockout."""
