"""The days of a plan as one: what is cooked and bought for them, and what is left over."""
