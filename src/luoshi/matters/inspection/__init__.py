"""Inspections (专项督查、实地督查): plan, visits, problems, conclusion."""
