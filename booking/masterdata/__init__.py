"""All settings and master data as one file, and back: TOML for operators, a workbook for clerks."""
