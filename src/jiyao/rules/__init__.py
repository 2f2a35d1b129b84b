"""Reading rules: one wording, one module, one test module, one section of ``docs/reading-rules.md``.

A rule is a module with ``read(view) -> Iterator[Finding]``. It runs once over the whole view, starts at a literal cue and looks
back from there (a pattern led by a character class costs a hundred times one led by a literal), and reports positions of the
view; ``assemble`` maps them to the text and gives them to the statement, agenda item or person whose words they are.
Its docstring says *Reads*, *Leaves alone*, *Limits* and, where a standard or law fixes the wording, *Basis*.
"""
