"""Health checks of an installation, as shown by medvind doctor."""
