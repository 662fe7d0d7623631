"""One spelling for words that are written in several ways, so that either finds the other.

British and American spellings (`organisation`, `organization`), with and without a doubled letter (`focussed`), and a
few plurals that no rule of endings brings together. What comes out is for comparing, never for showing.
"""

from __future__ import annotations

import re
from functools import lru_cache

_IZE = re.compile(r"(?<=[a-z]{3})(i|y)z(?=(?:e|ed|es|er|ers|ing|able|ation|ations|ational|ationally)$)")
_OUR = re.compile(
    r"^(mis|dis|un)?(ard|arm|behavi|cand|clam|col|endeav|fav|flav|glam|harb|hon|hum|lab|neighb|od|parl|ranc|rig|rum|"
    r"savi|sav|splend|tum|val|vap|vig)or(?!at)"
)
_ER = re.compile(r"^(epi|kilo|centi|milli)?(cent|met|lit|fib|theat|calib|somb|lust|spect|meag|maneuv)er(s|d|ed|ing)?$")
_OG = re.compile(r"^(cata|dia|ana|mono|pro|epi|homo)log(s|ed|ing)?$")
_ENSE = re.compile(r"^(def|off|pret|lic)enc(e|es|ed|ing)$")
_PRACTISE = re.compile(r"^(mal)?practis(e|es|ed|er|ers|ing)$")
_ONE_L = re.compile(
    r"^(cancel|channel|counsel|dial|duel|equal|fuel|funnel|initial|label|level|marvel|model|panel|pedal|quarrel|rival|"
    r"shovel|signal|total|travel|tunnel)l(ed|ing|ings|er|ers|or|ors|ous|able)$"
)
_ONE_T = re.compile(r"^(benefit|budget|focus|target|bias|combat|market|pivot)[ts](ed|ing|er|ers)$")
_LETTERS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("paed", "ped"),
        ("aemi", "emi"),
        ("haem", "hem"),
        ("anaest", "anest"),
        ("gynaec", "gynec"),
        ("^foet", "fet"),
        ("oestr", "estr"),
        ("rrhoe", "rrhe"),
        ("^caesar", "cesar"),
        ("archaeo", "archeo"),
        ("aesthe", "esthe"),
        ("^oedem", "edem"),
        ("manoeuv", "maneuv"),
        ("^mould", "mold"),
        ("^plough", "plow"),
        ("^sceptic", "skeptic"),
        ("^aluminium", "aluminum"),
        ("^artefact", "artifact"),
        ("^enquir", "inquir"),
        ("^despatch", "dispatch"),
        ("^grey", "gray"),
        ("^kerb", "curb"),
        ("^advisor", "adviser"),
        ("^jewellery", "jewelry"),
        ("^storey", "story"),
        ("ll?ment(?=s?$)", "lment"),
        ("(?<=dg)ement", "ment"),
        ("^(?=skilful|wilful)(ski|wi)l", r"\1ll"),
    )
)
_RETRE = {"": "re", "s": "res", "d": "red", "ed": "red", "ing": "ring"}
_WHOLE = {
    "ageing": "aging",
    "programme": "program",
    "programmes": "programs",
    "children": "child",
    "women": "woman",
    "men": "man",
    "criteria": "criterion",
    "analysis": "analyse",
    "analyses": "analyse",
    "crises": "crisis",
    "learnt": "learned",
    "towards": "toward",
    "amongst": "among",
    "whilst": "while",
    "speciality": "specialty",
    "specialities": "specialties",
    "cosy": "cozy",
    "gaol": "jail",
    "tyre": "tire",
    "tyres": "tires",
}


@lru_cache(maxsize=100_000)
def one_spelling(word: str) -> str:
    """A folded word in the one spelling that stands for all of its spellings."""
    if word in _WHOLE:
        return _WHOLE[word]
    if not word.isascii() or not word.isalpha() or len(word) < 4:
        return word
    for pattern, plain in _LETTERS:
        word = pattern.sub(plain, word)
    word = _IZE.sub(r"\1s", word)
    word = _OUR.sub(lambda found: f"{found[1] or ''}{found[2]}our", word)
    word = _ER.sub(lambda found: f"{found[1] or ''}{found[2]}{_RETRE[found[3] or '']}", word)
    word = _OG.sub(r"\1logue\2", word)
    word = _ENSE.sub(r"\1ens\2", word)
    word = _PRACTISE.sub(lambda found: f"{found[1] or ''}practic{found[2]}", word)
    word = _ONE_L.sub(r"\1\2", word)
    return _ONE_T.sub(r"\1\2", word)
