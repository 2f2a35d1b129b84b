"""The interface for programs: the same doors as the pages, in JSON, described by OpenAPI."""
