"""The whole question: everything a user says."""
