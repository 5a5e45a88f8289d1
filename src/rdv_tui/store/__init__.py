"""The archive: the only room that speaks SQL. Statements in, domain values out."""
