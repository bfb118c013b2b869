"""End-to-end tests of the pipeline, from files in an inbox to the published figures."""
