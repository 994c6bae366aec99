"""Official pages of bodies under 270-ФЗ: registry, requirements, scores, coverage, audit."""
