"""The archive of drops: manifests, stored rows, sealed originals."""
