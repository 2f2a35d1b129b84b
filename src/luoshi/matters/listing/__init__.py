"""Lists of matters and the page of one."""
