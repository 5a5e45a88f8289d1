"""What a device in the hall may do, and what is done with devices."""
