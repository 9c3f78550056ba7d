"""The unmanned document kiosks (무인민원발급기): where they stand, when they are open, and what they issue."""
