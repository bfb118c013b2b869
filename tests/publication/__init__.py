"""Tests of the package `publication`."""
