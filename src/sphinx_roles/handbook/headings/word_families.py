"""The words that mean a part wherever they stand in a heading. Data and nothing else.

They count where the whole heading is not known (see `vocabulary`), outside parts and levels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_roles.handbook.headings.vocabulary import PROSE
from sphinx_roles.handbook.records import PLUSES, REQUIREMENTS, RESPONSIBILITIES

if TYPE_CHECKING:
    from collections.abc import Mapping


UNCLEAR = ""
"""The meaning of words that leave it open what a heading means."""


class Family(NamedTuple):
    """Words that mean a part, wherever they stand in a heading."""

    meaning: str
    words: str
    """A regular expression on the folded heading."""
    is_sure: bool = True
    """Whether the words can hardly be the name of an area: "salary" cannot, "training" can."""


# The order counts: the first family that matches wins.
ENGLISH = (
    # What is never an expectation, whatever stands beside it: "useful links", "annual bonus".
    Family(
        PROSE,
        r"\b(?:salar(?:y|ies)|compensation|remuneration|perks|benefits|bonus (?:scheme|plan|pay)|"
        r"(?:further|additional|recommended|suggested|useful|required|preferred) "
        r"(?:reading|links|resources)|(?:interview|hiring|recruit\w*|application|selection|"
        r"promotion)\b.* process|interviews?\b|how (?:we hire|to apply)|we(?: will|'ll)? offer)",
    ),
    # What a company asks before it promotes somebody is neither: only its author can say.
    Family(
        UNCLEAR,
        r"\b(?:promotions?|transfers?)\b.*\b(?:requirements|criteria|qualifications)\b|"
        r"\b(?:requirements|criteria|qualifications)\b.*\b(?:promotions?|transfers?)\b|\beligib",
    ),
    Family(
        PROSE, r"\b(?:usage|use|split|allocation) of (?:\w+ )?time\b|\btime (?:split|allocation)"
    ),
    Family(
        PLUSES,
        r"\b(?:desirabl[ey]|desired|nice to haves?|good to have|great to have|bonus|preferred|"
        r"preferably|advantage(?:ous)?|beneficial|not (?:essential|required|mandatory)|a plus|"
        r"plus(?:es)?$|ideally|useful|optional|(?:great|nice) if|stand out|extra credit)\b",
    ),
    Family(
        REQUIREMENTS,
        r"\b(?:you|candidates?|they)(?:'ll| will| should| must| may)?(?: also)? "
        r"(?:need|have|bring|possess)\b(?! to\b)|\bto be successful\b|\bto succeed\b",
    ),
    Family(RESPONSIBILITIES, r"\brespons[ia]b"),
    Family(
        PROSE,
        r"\b(?:reading|resources|references|links|kpis?|(?:performance|success) "
        r"(?:indicators?|metrics|measures)|see also|other pages|table of contents|about us|"
        r"who we are|projects (?:that )?you|reports to|reporting lines?|working hours|"
        r"touch ?points|books|how (?:is|are|it|we) \w* ?(?:evaluated|measured|scored)|scoring)\b",
    ),
    Family(
        PROSE,
        r"\b(?:hiring|apply|measures|indicators|metrics|(?<!self )evaluation|points|contents|"
        r"training(?! others)|hours|locations?|our \w* ?process)\b(?!.* (?:and|of) )",
        is_sure=False,
    ),
    Family(RESPONSIBILITIES, r"\b(?:you|they|she|he)(?:'ll| will)\b"),
    Family(
        REQUIREMENTS,
        r"\b(?:require\w*(?! (?:gathering|analysis|engineering|management|elicitation))|"
        r"skill\w*|qualif\w*|competenc\w*|expertise|proficien\w*|"
        r"(?<!user )(?<!customer )(?<!developer )(?<!employee )(?<!candidate )experiences?|"
        r"you (?:bring|need|have|are)|who you are|(?:are|we're) looking|looking for|"
        r"(?:a|good|great|right) fit|fit if|"
        r"must haves?|essentials?|about you|qualit(?:ies)|profile|criteria|prerequisites?|"
        r"background|certifications?|attributes|what it takes)\b",
    ),
    Family(
        RESPONSIBILITIES,
        r"\b(?:expect\w*|outcomes?|duty|duties|accountab\w*|your (?:job|work|role|mission|tasks)|"
        r"(?:the|this) (?:role|job|position)|description|what\b.* do(?:es|ing)?|behaviours?|"
        r"tasks|deliverables|objectives|in charge of|day to day)\b",
    ),
)

GERMAN = (
    Family(
        PROSE,
        r"\b(?:gehalt|gehälter|vergütung|bezahlung|bewerbung\w*|vorstellungsgespräch\w*|benefits|"
        r"weiterführend\w*|literatur|lektüre|links|quellen|wir bieten|über uns|kennzahlen|"
        r"arbeitszeit\w*|arbeitsort|standorte?|siehe auch|inhaltsverzeichnis|berichtet an)\b",
    ),
    Family(
        PLUSES,
        r"\b(?:von vorteil|vorteilhaft|wünschenswert\w*|idealerweise|pluspunkte?|optional\w*|"
        r"nicht zwingend|gern(?:e)? gesehen|ein plus)\b",
    ),
    Family(RESPONSIBILITIES, r"verantwort|zuständig"),
    Family(
        REQUIREMENTS,
        r"anforderung|voraussetzung|qualifikation|kenntnisse|erfahrung|fähigkeit|fertigkeit|"
        r"kompetenz|\b(?:bringst|bringen sie|mitbringen|du hast|du bist|sie haben|profil|"
        r"wir suchen|wir erwarten|über dich)\b",
    ),
    Family(
        RESPONSIBILITIES,
        r"aufgabe|tätigkeit|erwartung|pflichten|\b(?:du wirst|sie werden|die rolle|deine rolle|"
        r"ihre rolle|stellenbeschreibung|erwartet dich|was \w+ tut)\b",
    ),
)

FRENCH = (
    Family(
        PROSE,
        r"\b(?:salaires?|rémunération|avantages sociaux|candidature|entretiens?|recrutement|"
        r"lectures?|liens|ressources|références|indicateurs|nous offrons|à propos de nous|"
        r"qui sommes nous|voir aussi|table des matières|horaires|lieu de travail)\b",
    ),
    Family(
        PLUSES,
        r"\b(?:un plus|atouts?|souhaité\w*|souhaitable\w*|appréci[ée]\w*|idéalement|facultati\w*|"
        r"optionnel\w*)\b",
    ),
    Family(RESPONSIBILITIES, r"\bresponsab"),
    Family(
        REQUIREMENTS,
        r"\b(?:exigences?|prérequis|pré requis|compétences?|qualifications?|expériences?|profil|"
        r"connaissances|aptitudes|qualités|nous recherchons|vous avez|vous êtes|requis\w*)\b",
    ),
    Family(
        RESPONSIBILITIES,
        r"\b(?:missions?|tâches|attentes?|attendus?|fonctions|activités|devoirs|vos? rôles?|"
        r"le poste|le rôle|description|vous serez|ce que vous ferez|ce que fait)\b",
    ),
)

SPANISH = (
    Family(
        PROSE,
        r"\b(?:salarios?|sueldos?|remuneración|compensación|beneficios|entrevistas?|contratación|"
        r"lecturas?|enlaces|recursos|referencias|indicadores|ofrecemos|sobre nosotros|"
        r"quiénes somos|véase también|índice|horarios?|ubicación)\b",
    ),
    Family(
        PLUSES,
        r"\b(?:deseables?|deseados?|deseadas?|un plus|se valora\w*|valorables?|ideal(?:mente)?|"
        r"opcional(?:es)?|puntos extra)\b",
    ),
    Family(RESPONSIBILITIES, r"\bresponsab"),
    Family(
        REQUIREMENTS,
        r"\b(?:requisitos?|requerid\w*|competencias?|habilidades|cualificaci\w+|calificaci\w+|"
        r"experiencias?|conocimientos|perfil|cualidades|buscamos|tienes|eres|necesitas)\b",
    ),
    Family(
        RESPONSIBILITIES,
        r"\b(?:funciones|tareas|expectativas?|deberes|obligaciones|actividades|tu rol|el rol|"
        r"el puesto|tu trabajo|descripción|qué harás|lo que harás|qué hace)\b",
    ),
)

FAMILIES: Mapping[str, tuple[Family, ...]] = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
}
"""Language → its families. The English ones count in every language, after its own."""
