"""Out by body and back in one heap, for matters on the docket."""
