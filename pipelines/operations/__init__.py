"""Operations of an installation: health checks, backup and restore, migrations, last failure and status."""
