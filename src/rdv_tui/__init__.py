"""The appointment desk of a prefecture's immigration and asylum office, in a terminal."""

__version__ = "0.2.0"
