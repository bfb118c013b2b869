"""The partners of the demo and the export habit of each."""

from __future__ import annotations

from pipelines.demo.partners import clubs, colleges, offices, schools
from pipelines.demo.partners.schools import SCHOOLS

HABITS = offices.HABITS | schools.HABITS | colleges.HABITS | clubs.HABITS

__all__ = ["HABITS", "SCHOOLS"]
