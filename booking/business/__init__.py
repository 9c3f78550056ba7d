"""What citizens come for and the departments behind it: names that other rooms point to."""
