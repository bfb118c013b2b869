"""Spark as engine: sessions, tables, and copying small results to the warehouse."""
