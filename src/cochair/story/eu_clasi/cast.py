"""Who acts in the stories: offices, and nobody's name.

Each signs in as NAME@example.org.  Presidencies have their office from the beginning, and can act
in it while their term lasts.
"""

from cochair.story.shelf import Character

CAST: dict[str, Character] = {
    "cy": Character("Co-presidency, Cyprus", "co_presidency", "EU", "CY"),
    "ie": Character("Co-presidency, Ireland", "co_presidency", "EU", "IE"),
    "lt": Character("Co-presidency, Lithuania", "co_presidency", "EU", "LT"),
    "gr": Character("Co-presidency, Greece", "co_presidency", "EU", "GR"),
    "bo": Character("Co-presidency, Bolivia", "co_presidency", "CLASI", "BO"),
    "do": Character("Co-presidency, Dominican Republic", "co_presidency", "CLASI", "DO"),
    "co": Character("Co-presidency, Colombia", "co_presidency", "CLASI", "CO"),
    "it": Character("Co-presidency, Italy", "co_presidency", "EU", "IT"),
    "administrator": Character("Administrator", "administrator"),
    "secretariat": Character("Secretariat of the EU", "secretariat", "EU"),
    "secretariat-clasi": Character("Secretariat of CLASI", "secretariat", "CLASI"),
    "es": Character("Delegation, Spain", "delegation_head", "EU", "ES"),
    "py": Character("Delegation, Paraguay", "delegation_head", "CLASI", "PY"),
    "europol": Character("Agency, Europol", "institution", organisation="EUROPOL"),
    "interpol": Character("Observer, Interpol", "observer", organisation="INTERPOL"),
    "comjib": Character("Observer, COMJIB", "observer", organisation="COMJIB"),
}
# The head of every other delegation: whoever is asked under silence is told.
MEMBERS = {
    "EU": "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI SE",
    "CLASI": "AR BO BR CL CO CR DO EC SV GT HN MX PA PE UY",
}
HEADS = {
    f"head-{member.lower()}": Character(f"Delegation, {member}", "delegation_head", party, member)
    for party, members in MEMBERS.items()
    for member in members.split()
}
