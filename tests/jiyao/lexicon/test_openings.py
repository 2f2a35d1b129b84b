"""How a clause opens, against asking word by word."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jiyao.lexicon.openings import DUTY, STANCE, Openings

WORDS = st.lists(st.text("甲乙丙", min_size=1, max_size=4), max_size=4)
PAIRS = st.lists(
    st.fixed_dictionaries({"verbs": WORDS, "objects": st.lists(st.text("甲乙丙", min_size=1, max_size=2), max_size=3)}),
    max_size=2,
)
GROUP = st.fixed_dictionaries({"opens": WORDS, "pairs": PAIRS})
STANCES = st.fixed_dictionaries(
    {
        "stance": st.fixed_dictionaries({"opens": WORDS, "pairs": PAIRS, "alone": WORDS}),
        "duty": GROUP,
        "diligence": GROUP,
        "goal": GROUP,
    }
)
VERBS = st.fixed_dictionaries({"adverbs": WORDS, "instructs": WORDS})


def longest(words: list[str], clause: str, at: int) -> int:
    return max((len(word) for word in words if clause.startswith(word, at)), default=0)


def one_by_one(stance: dict[str, Any], verbs: dict[str, Any], clause: str) -> tuple[int, int, bool, int]:
    places = [0]
    while len(places) < 5 and (length := longest(verbs["adverbs"], clause, places[-1])):
        at = places[-1] + length
        places.append(at + clause.startswith("地", at))
    bits = 0
    for name, bit in {"stance": STANCE, "duty": DUTY, "diligence": 4, "goal": 4}.items():
        for at in places:
            opens = any(clause.startswith(word, at) for word in stance[name]["opens"])
            pairs = any(
                clause.startswith(tuple(pair["verbs"]), at) and clause.endswith(tuple(pair["objects"]))
                for pair in stance[name]["pairs"]
            )
            bits |= bit if opens or pairs else 0
    told = any(clause.startswith(tuple(verbs["instructs"]), at) for at in places)
    phrases = [(at, longest(stance["stance"]["alone"], clause, at)) for at in (places[0], places[-1])]
    return places[-1], bits, told, next((at + length for at, length in phrases if length), 0)


@given(STANCES, VERBS, st.text("甲乙丙地丁", max_size=10))
def test_one_look_says_what_asking_word_by_word_says(
    stance: dict[str, Any], verbs: dict[str, Any], clause: str
) -> None:
    assert Openings(stance, verbs).of(clause) == one_by_one(stance, verbs, clause)
