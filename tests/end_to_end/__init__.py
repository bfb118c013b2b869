"""The whole house, from files in an inbox to figures that readers open."""
