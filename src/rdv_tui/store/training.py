"""Which stores are for training: their file says so, and their clock may be chosen."""

SAMPLE_MARK = 0x52445658
"""The application id of a sample, which `store sample` may replace."""

TRAINING_MARK = 0x52445654
"""The application id of a store that was made for training, or of a copy to be thrown away."""
