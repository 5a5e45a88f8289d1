"""What two screens share. Widgets show values and post messages; they call no service."""
