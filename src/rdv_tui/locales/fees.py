"""What a permit costs, in a sentence that says when to pay and how sure the amount is."""

from rdv_tui.domain.office import Rules
from rdv_tui.domain.situations import FeeProfile, Route, Situation
from rdv_tui.locales import law

_SAID = {
    FeeProfile.NORMAL: (law.FEE_NORMAL,),
    FeeProfile.REDUCED: (law.FEE_REDUCED,),
    FeeProfile.STAMP_ONLY: (law.FEE_STAMP,),
    FeeProfile.EXEMPT: (law.FEE_NOTHING,),
    FeeProfile.FREE: (law.FEE_WITHDRAWAL,),
    FeeProfile.UNION: (law.FEE_UNION,),
    FeeProfile.FIRST_EXEMPT: (law.FEE_NOT_EXEMPT,),
    FeeProfile.ALGERIAN: (law.FEE_ALGERIAN,),
    FeeProfile.ALGERIAN_TEN: (law.FEE_ALGERIAN_TEN,),
    FeeProfile.VALIDATION: (law.FEE_VALIDATION,),
    FeeProfile.DUPLICATE: (law.FEE_DUPLICATE,),
    FeeProfile.CHANGE: (law.FEE_CHANGE,),
    FeeProfile.DCEM: (law.FEE_DCEM,),
    FeeProfile.PROVISIONAL: (law.FEE_PROVISIONAL,),
    FeeProfile.BY_PERMIT: (law.FEE_UNKNOWN,),
    FeeProfile.NONE: (),
}
_FIRST = {
    FeeProfile.NORMAL: (law.FEE_FIRST,),
    FeeProfile.REDUCED: (law.FEE_FIRST_REDUCED,),
    FeeProfile.FIRST_EXEMPT: (law.FEE_FIRST_STAMP,),
}


def fee(situation: Situation, rules: Rules) -> str:
    """Return what the permit costs; first titles are told of where they are filed, online."""
    profile, stamp = situation.fee_profile, rules.fee_stamp_eur
    first = _FIRST.get(profile, ()) if situation.route is Route.ONLINE else ()
    lines = [
        one.say(
            normal=rules.fee_normal_eur,
            normal_tax=rules.fee_normal_eur - stamp,
            reduced=rules.fee_reduced_eur,
            reduced_tax=rules.fee_reduced_eur - stamp,
            stamp=stamp,
            since=rules.amounts_since,
        )
        for one in (*_SAID[profile], *first)
    ]
    return " ".join(filter(None, (*lines, situation.fee_note)))
