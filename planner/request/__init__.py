"""The request: everything a user asks for, validated."""
