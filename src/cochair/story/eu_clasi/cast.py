"""Who acts in the stories: offices, and nobody's name.

Each signs in as NAME@example.org.  Presidencies have their office from the beginning, and can act
in it while their term lasts.
"""

from cochair.story.shelf import Character

CAST: dict[str, Character] = {
    "cy": Character("co_presidency", "EU", "CY"),
    "ie": Character("co_presidency", "EU", "IE"),
    "lt": Character("co_presidency", "EU", "LT"),
    "gr": Character("co_presidency", "EU", "GR"),
    "bo": Character("co_presidency", "CLASI", "BO"),
    "do": Character("co_presidency", "CLASI", "DO"),
    "co": Character("co_presidency", "CLASI", "CO"),
    "it": Character("co_presidency", "EU", "IT"),
    "administrator": Character("administrator"),
    "secretariat": Character("secretariat", "EU"),
    "secretariat-clasi": Character("secretariat", "CLASI"),
    "es": Character("delegation_head", "EU", "ES"),
    "py": Character("delegation_head", "CLASI", "PY"),
    "europol": Character("institution", organisation="EUROPOL"),
    "interpol": Character("observer", organisation="INTERPOL"),
    "comjib": Character("observer", organisation="COMJIB"),
}
# The head of every other delegation: whoever is asked under silence is told.
MEMBERS = {
    "EU": "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI SE",
    "CLASI": "AR BO BR CL CO CR DO EC SV GT HN MX PA PE UY",
}
HEADS = {
    f"head-{member.lower()}": Character("delegation_head", party, member)
    for party, members in MEMBERS.items()
    for member in members.split()
}
