"""The closed list of what a note can say that an act did, and which of it changed the words of the law."""

# Everything an event of a note may be called; a reader of notes never invents another name.
ACTIONS = (
    "amended",
    "substituted",
    "inserted",
    "repealed",
    "words_substituted",
    "words_inserted",
    "words_repealed",
    "global_replacement",
    "renumbered",
    "republished",
    "indirectly_amended",
    "corrected",
    "interpreted",
    "unconstitutional",
    "unconstitutional_in_part",
    "pending",
    "not_applicable",
    "application_note",
    "see_also",
    "valid_from",
    "enacted",
)

# Actions that leave the wording of the unit as it was: court references, announcements, application notes.
WITHOUT_NEW_WORDS = frozenset(
    {
        "interpreted",
        "unconstitutional",
        "unconstitutional_in_part",
        "pending",
        "not_applicable",
        "application_note",
        "see_also",
        "valid_from",
    }
)


def changes_words(actions: tuple[str, ...]) -> bool:
    """Whether any of these actions gave the law other words."""
    return any(action not in WITHOUT_NEW_WORDS for action in actions)
