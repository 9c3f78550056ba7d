"""The use cases of the citizens' pages as JSON, for programs: `/api/v1`, described by its own OpenAPI document."""
