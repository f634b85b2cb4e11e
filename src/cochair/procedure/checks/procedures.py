"""The working procedures themselves, and texts that are context only.

Source: domain A.5 and A.6 (AMB-33); corrections.md section 2 (I.2.agree, II.2.functions.c.2).
"""

from cochair.procedure.calendar import start_of_day
from cochair.procedure.checks.arguments import text
from cochair.procedure.checks.registry import Args, check
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Finding
from cochair.procedure.view import Case, View

SILENCE = "silence"
CONSENSUS = "consensus"


@check("informative", scopes=["forum"])
def informative(view: View, case: Case, args: Args) -> Finding:
    """Context: nothing is asked."""
    return Finding(None, absent=True, says=(Sentence(_("Background text: nothing is required.")),))


@check(
    "procedure_adopted",
    scopes=["forum"],
    args={"method": "text", "configuration": "configuration?"},
)
def procedure_adopted(view: View, case: Case, args: Args) -> Finding:
    """The version in force was adopted by the method, at a meeting of the configuration.

    A silence that was mandated at such a meeting counts as opened there.
    """
    in_force = [one for one in view.facts.versions if one.effective_from <= view.today]
    if not in_force:
        return Finding(False, says=(Sentence(_("No version of the procedures is in force.")),))
    version = max(in_force, key=lambda one: (one.effective_from, one.number))
    wanted = args.get("configuration")
    method = text(args["method"])
    methods = {method, SILENCE} if method == CONSENSUS else {method}
    facts = {
        "version": version.number,
        "day": version.adopted_on,
        "configuration": version.configuration or "",
    }
    evidence = (version.number,)
    if version.method not in methods:
        said = Sentence(
            _("Version {version} was not adopted in the way that the procedures require."),
            facts,
        )
        return Finding(False, evidence=evidence, says=(said,), contrary=True)
    if wanted is not None and version.configuration != wanted:
        said = Sentence(
            _("Version {version} was not adopted at the meeting that the procedures require."),
            facts,
        )
        return Finding(False, evidence=evidence, says=(said,), contrary=True)
    said = Sentence(_("Version {version} was adopted on {day}."), facts)
    return Finding(
        True,
        decided_at=start_of_day(version.adopted_on, view.zone),
        evidence=evidence,
        says=(said,),
        # A later version is asked to be adopted by the day on which it takes effect.
        not_before=start_of_day(version.effective_from, view.zone),
    )
