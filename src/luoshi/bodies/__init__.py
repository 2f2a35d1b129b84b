"""Offices, jurisdictions and bodies: who there is, under which name, since when."""
