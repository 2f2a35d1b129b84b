"""Review beside the source: completing proposals and putting them on the docket."""
