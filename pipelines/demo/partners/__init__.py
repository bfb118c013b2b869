"""The partners of the demo and each one's export habit."""

from __future__ import annotations

from pipelines.demo.partners import club_habits, college_habits, office_habits, school_habits
from pipelines.demo.partners.school_habits import SCHOOLS

HABITS = office_habits.HABITS | school_habits.HABITS | college_habits.HABITS | club_habits.HABITS

__all__ = ["HABITS", "SCHOOLS"]
