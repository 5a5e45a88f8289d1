"""The hours of the counters, the calendar they make, and those whom a change displaces."""
