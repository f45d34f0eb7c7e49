"""Read diaries of trackers, surveys and one's own tables into one frame; see `registry`."""
