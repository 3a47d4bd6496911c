"""What a title says: a job, a rung of a ladder, a ladder, or none of them."""

from __future__ import annotations

import re
from functools import cache

from sphinx_roles.handbook.headings.parts import fold_heading
from sphinx_roles.handbook.names import slug

_JOBS = (
    r"engineer|developer|programmer|manager|designer|architect|analyst|scientist|administrator|"
    r"writer|researcher|advocate|evangelist|consultant|specialist|coordinator|officer|"
    r"director|president|vice president|chair|secretary(?: general)?|treasurer|assistant|associate|"
    r"accountant|recruiter|strategist|planner|producer|editor|marketer|copywriter|representative|executive|"
    r"technician|tester|operator|owner|scrum master|lead|leader|head|principal|fellow|"
    r"intern|apprentice|trainee|graduate|mentor|coach|facilitator|maintainer|steward|partner|"
    r"counsel|generalist|sre|cto|ceo|cfo|coo|cpo|cio|vp|svp|evp|sdr|bdr|tpm|"
    r"worker|supervisor|expert|ambassador|moderator|contributor|"
    r"entwickler(?:in)?|leiter(?:in)?|ingenieur(?:in)?|ingénieure?|développeu(?:r|se)|"
    r"responsable|chef(?:fe)? de projet|ingenier[oa]|desarrollador(?:a)?|gerente"
)
_JOB = re.compile(rf"\b(?:{_JOBS})s?\b")
_ENDS_IN_JOB = re.compile(
    rf"\b(?:{_JOBS})s?(?: (?:[ivx]+|\d+|[a-z]+\d(?: \d)?))?"
    r"(?: role)?(?:(?: -|,| (?:of|for|in|at|en|de|para|pour|für)\b|:| /|/).*)?\Z"
    r"|\A(?:vp|svp|evp|head|director|chief) (?:of )?\w+(?: \w+)?\Z"
)
_LADDER = re.compile(
    r"\b(?:ladders?|career (?:paths?|pathways?|progression|framework|levels?|tracks?|matrix)|"
    r"career (?:growth|development) (?:framework|levels?|matrix|paths?|plan)|"
    r"progression(?: framework)?|competenc(?:y|ies)(?: framework| matrix)?|"
    r"(?<!learning )(?:path|pathway)\Z|levell?ing|(?:job|role|position) descriptions?|levels|"
    r"(?:skills?|career) matrix|(?:job )?titles for|roles? profile|job profile)\b"
)
# What a page about work with people in a job says, or about getting one.
_OTHER = re.compile(
    r"\b(?:interview\w*|hiring|recruiting|onboarding|offboarding|process(?:es)?|guides?|"
    r"guidelines?|how (?:to|we|do|i)|faqs?|meetings?|templates?|survey|training|checklist|"
    r"certif\w*|handbook|playbook|policy|policies|tools?|directory|glossary|rituals?|why|when|"
    r"welcome|introduction|overview|readme|about|working with|day \d|examples?|questions?|"
    r"responsibilities of|list of|what is|what's|getting started|contents|"
    r"announcing|review cycle|salar(?:y|ies)|compensation|candidates?|candidacy|"
    r"resources|reviews?|plans?|find|be an?|better|strategy|support for|"
    r"day in|use cases?|timeline|roadmap|schedule|"
    r"promotions?|transition\w*|moving|becoming|become|calibration)\b"
)
_RUNG = (
    r"junior|jr|mid(?: level)?|intermediate|experienced|senior|sr|seasoned|staff|senior staff|"
    r"principal|senior principal|lead|distinguished|fellow|associate|entry(?: level)?|intern|"
    r"apprentice|graduate|trainee|chief|head|director|vp|expert|novice|beginner|advanced|"
    r"proficient|medior|team lead|tech lead|assistant|executive"
)
_CODE = (
    r"(?:level|lvl|grade|band|tier|rung) ?(?:\d+|[ivx]+|one|two|three|four|five|"
    r"six|[a-e])\b|\b(?:ic|l|m|p|e|t|d|tl|em|tpm|s|g|sde|swe|se|c)\d\b|"
    r"\b(?:i|ii|iii|iv|v|vi)\b(?=\Z|[ )]*(?:\Z|[-(:]))"
)
_RUNGS = re.compile(rf"\b(?:{_RUNG})\b|\b{_CODE}")
_NUMBERED = re.compile(rf"\b(?:{_JOBS}) \d\Z")


@cache
def _bare(title: str) -> str:
    return fold_heading(re.sub(r"\([^)]*\)?", " ", title))


@cache
def is_job(title: str) -> bool:
    """Whether a title names a job: "Backend Engineer", "Head of Design"."""
    text = _bare(title)
    head = re.split(r"\b(?:for|to|with|by|from)\b", text)[0]
    is_named = _ENDS_IN_JOB.search(head.strip()) is not None and len(text.split()) <= _MOST
    return is_named and not _OTHER.search(text) and not _LADDER.search(text)


def may_be_job(title: str) -> bool:
    """Whether a short title ends as names of jobs do: "Baker", "Pianist"."""
    words = _bare(title).split()
    if not words or len(words) > 3 or _OTHER.search(_bare(title)):
        return False
    return bool(_AGENT.fullmatch(words[-1])) and not _THINGS.fullmatch(words[-1])


def names_body(title: str) -> bool:
    """Whether a short title names a group that people are elected to: "Executive Council"."""
    words = _bare(title).split()
    return 1 < len(words) < 5 and (words[-1] in _BODIES or words[-2:] == ["working", "group"])


_BODIES = {"council", "committee", "board", "panel"}
_AGENT = re.compile(r"\w{2,}(?:er|or|ist|ian|eer|ant|ess)")
_THINGS = re.compile(
    r"\w*(?:order|paper|letter|server|docker|container|error|monitor|calendar|center|number|"
    r"computer|router|folder|header|footer|browser|vendor|power|layer|parameter|register|cluster|"
    r"filter|buffer|color|other|over|under|water|winter|summer|offer|matter|answer|user|customer|"
    r"process|access|business|success|progress|wellness|fitness|readiness|awareness|happiness|"
    r"restaurant|grant|plant|important|relevant|chapter|charter|cover|river|silver|newcomer|"
    r"career|volunteer|member|wonder|timer|printer)|after|before|per|for|her|our|your|or"
)


def is_guide_of_role(title: str) -> bool:
    """Whether a title is that of a guide for those who have a role: "Maintainers Handbook"."""
    found = _GUIDE.fullmatch(_bare(title))
    if found is None or len(found[1].split()) > 5 or re.search(r"\bnew\b", found[1]):
        return False
    if found[2]:
        return True
    last = found[1].split()[-1].removesuffix("s")
    is_agent = bool(_AGENT.fullmatch(last)) and not _THINGS.fullmatch(last)
    return is_agent or bool(_ENDS_IN_JOB.search(found[1])) or last in _GROUPS


_GUIDE = re.compile(r"(?:the )?(.+?)( role)? (?:handbook|guide|manual)")
_GROUPS = {"host", "board", "committee", "council", "chair", "team"}


def names_job(title: str) -> bool:
    """Whether a job is named anywhere in a title."""
    return bool(_JOB.search(fold_heading(title)))


def is_ladder(title: str) -> bool:
    """Whether a title says that what follows is a ladder, or describes a job."""
    text = fold_heading(title)
    found = [match[0] for match in _LADDER.finditer(text)]
    if found in (["path"], ["pathway"]) and not names_job(title):
        return False  # that of files
    if found == ["levels"] and not _WHOSE_LEVELS.search(text):
        return False
    return bool(found) and not _PROCESS.search(text)


def is_rung(title: str) -> bool:
    """Whether a title holds the name of a rung: "Senior ...", "IC3", "Engineer II"."""
    return (
        (_RUNGS.search(fold_heading(title)) or _NUMBERED.search(fold_heading(title))) is not None
        and len(_bare(title).split()) <= _MOST
        and not _OTHER.search(_bare(title))
    )


def is_other(title: str) -> bool:
    """Whether a title is about hiring, meetings, guides and the like."""
    return bool(_OTHER.search(fold_heading(title)))


def is_code(title: str) -> bool:
    """Whether a title is a rung by number and nothing else: "IC3", "Level 2"."""
    return bool(re.search(_CODE, fold_heading(title))) and not base_of(title)


def rung_order(title: str) -> tuple[int, int]:
    """Where a rung stands on a ladder: by its number, or by its first word that is known."""
    text = fold_heading(title)
    number = re.search(r"(?<![^\W\d_])(?:[a-z]{1,5} ?)?(\d+)\b", text)
    roman = re.search(r"\b(?:i|ii|iii|iv|v|vi)\b", text)
    words = [at for at, rungs in enumerate(_ORDER) if re.search(rf"\b(?:{rungs})\b", text)]
    count = int(number[1]) if number else _ROMAN.index(roman[0]) + 1 if roman else 0
    return max(words, default=_MIDDLE), count


_ORDER = (
    "intern|apprentice|trainee",
    "graduate|entry|novice|beginner|junior|jr|associate|assistant",
    "mid|medior|intermediate|experienced|proficient",
    "advanced|senior|sr|seasoned|expert",
    "lead",
    "staff",
    "principal",
    "distinguished",
    "fellow",
    "head|director",
    "vp|chief|executive",
)
_MIDDLE = 2
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi")


def base_of(title: str) -> frozenset[str]:
    """The words of a title without those of rungs: what the rungs of a ladder share."""
    text = _RUNGS.sub(" ", re.sub(r"\([^)]*\)", " ", fold_heading(title)))
    words = re.findall(r"[^\W\d_]{2,}", text)
    return frozenset(word.removesuffix("s") for word in words if word not in _SMALL)


def level_name(title: str, role: str) -> str:
    """The name of a level: its title without the role page's."""
    plain = re.sub(r"\([^)]*\)", " ", title)
    words = slug(plain).split("-")
    own = {word.removesuffix("s") for word in slug(role).split("-")}
    left = [word for word in words if word.removesuffix("s") not in own]
    while left and left[-1] in _SMALL:  # "Engineer in" of "Engineer in Research"
        left.pop()
    return "-".join(left or words) or slug(title) or "level"


# "Engineering levels" are a ladder's, "Data classification levels" are not.
_WHOSE_LEVELS = re.compile(
    rf"\b(?:{_JOBS})s?\b|\b(?:engineering|design|product|management|development|career|jobs?|"
    r"roles?|titles?|seniority|competenc\w+|skills?|our|the|experience|tracks?)\b|\Alevels\Z"
)
_PROCESS = re.compile(r"\b(?:interview\w*|hiring|recruiting|onboarding|how to|meetings?|faqs?)\b")
_SMALL = frozenset({"and", "the", "of", "or", "for", "in", "an", "role", "level", "at", "to"})
_MOST = 9
