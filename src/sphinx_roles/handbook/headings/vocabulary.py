"""The headings that open parts by default. Data and nothing else.

`parts` says how they are compared, `word_families` has single words. In a
heading, `[a|b]` stands for one of these words or none of them, `<a|b>` for one of them, and `*`
for any words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_roles.handbook.records import PARTS, PLUSES, REQUIREMENTS, RESPONSIBILITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

AREAS = "areas"
"""Headings that open an area of responsibilities outside every part."""
PROSE = "prose"
"""Headings below which nothing is an expectation."""
MEANINGS = (*PARTS, AREAS, PROSE)
"""All that a heading can be read as."""

HEADINGS: Mapping[str, tuple[str, ...]] = {
    RESPONSIBILITIES: (
        (
            "[Main|Core|Key|Example|Additional|Primary|General|Typical|Specific|Shared|Other|Daily|"
            "Role|Job|Level|Major|Essential] Responsibilities"
        ),
        "[Main|Core|Key|Primary|Job|Essential|Principal|General|Typical] Duties",
        "<Main|Core|Key|Daily|Typical|Day-to-day> <Tasks|Activities>",
        "Tasks",
        "Essential <Functions|Job Functions>",
        "Accountabilities",
        "<Role|Job|Position> Description",
        "Role",
        "The <Role|Job|Work>",
        "Your <Role|Job|Work>",
        "About the <Role|Job|Position>",
        "Roles and Responsibilities",
        "Expectations and Responsibilities",
        "[Key] Areas of Responsibility [and Outcomes]",
        "[Main|Key] Responsibility",
        "Responsible for",
        "[At] <All|Every> level[s]",
        "Examples of Behaviour[s] and Responsibilities",
        "[General|Key|Core|Role|Job|Level|Main|Shared] Expectations",
        "What <is|we> expect[ed]",
        "[Expected|Key|Main] <Outcomes|Results>",
        "Deliverables",
        "<What you|What you'll|What you will|Things you> do [day to day|every day|daily]",
        "<What you'll|What you will> be <doing|responsible for|working on>",
        "What they [will] do",
        "What * <does|do> [day to day|every day|daily]",
        "What to expect from *",
        "[In this role|On this team|Day to day|As * |In this position] you <will|'ll>",
        "You <will|'ll> be responsible for",
        "In this role you <will|'ll|are expected to>",
        "As * you <will|'ll|are expected to>",
        "You are expected to",
        "<Functional|Core|Behavioural> Competencies",
        "[Example] Behaviours",
        "A day in the life",
    ),
    REQUIREMENTS: (
        (
            "[Basic|Minimum|Required|Essential|Necessary|Job|Role|Key|General|Other] "
            "<Qualifications|Skills|Experience|Requirements>"
        ),
        "[Basic|Minimum|Required|Essential|Necessary|Selection] <Qualities|Criteria|Knowledge>",
        "Essential",
        "Essentials",
        "Must have[s]",
        "<Technical|Soft|Hard|Core|Professional> Skills",
        "Skills [that] you need [to have]",
        "<Skills|Experience|Skills and experience> required",
        "Skills and <abilities|knowledge|competencies|qualities>",
        "What <skills|experience|skills and experience> are we looking for",
        "Required <competency|competencies>",
        "Competencies [and behaviours]",
        "Competency",
        "Qualities",
        "Prerequisites",
        "Education [and Experience]",
        "What [do] you [will|'ll] <bring|need>",
        "What you <should|must|need to> <have|bring|know>",
        "You <have|'ll have|will have|'ve|need|bring|'ll need|'ll bring|should have|must have>",
        "You <are|'re>",
        "You [may|might|could|will|'ll] be a [good|great] fit [for *] if [you]",
        "About you",
        "Who you are",
        "Your <profile|skills|background|experience|qualifications>",
        "What <we're|we are|are we> looking for",
        "<Who|Whom> <we're|we are|are we> looking for",
        "We're looking for",
        "We are looking for",
        "What we expect from you",
        "[Ideal] Candidate Profile",
        "Person Specification",
    ),
    PLUSES: (
        "[It is|It's|The following are|These are|The following is] [considered] a plus",
        "Considered [as] a plus",
        "<Plus|Pluses>",
        "<Nice|Good|Great> to have[s]",
        "<Qualifications|Skills|Experience> <preferred|desirable|desired>",
        (
            "<Preferred|Desirable|Desired|Useful|Bonus|Optional|Nice-to-have> "
            "<qualifications|skills|experience|qualities|criteria|requirements|knowledge|points>"
        ),
        "<Preferred|Desirable|Desired|Bonus|Bonuses|Ideally>",
        "[It is|It's] desirable if [you]",
        "It is desirable if you *",
        "It would be <great|nice|a plus|good> if [you]",
        "[You get] bonus points [for|if] [you] [have]",
        "Extra points [for]",
        "Not essential",
        "Not required",
        "Advantageous",
    ),
    AREAS: (
        "Scope",
        "Impact [and Scope]",
        "<Communication|Collaboration|Teamwork|Leadership|Mentoring|Mentorship|Coaching|Influence>",
        "<Execution|Delivery|Ownership|Autonomy|Initiative|Reliability|Maturity|Quality|Craft>",
        "<Strategy|Vision|Innovation|Planning|Operations|Design|Architecture|Implementation>",
        "<Culture|People|Team|Teams|Business|Product|Technology|Technical|Tech|Process|Processes>",
        "<Complexity|Independence|Problem solving|Decision making|Knowledge|Mastery|Expertise>",
        "<Management|People management|Project management|Product management|Administration>",
        "<Team leadership|Technical leadership|Thought leadership|Knowledge sharing|Citizenship>",
        "<Facilitation|Accountability|Growth|Learning|Feedback|Customer focus|Community>",
    ),
    PROSE: (
        (
            "[Additional|Further|Recommended|Suggested|Required|Other|More|Useful] "
            "<Reading|Readings|Resources|Links|References>"
        ),
        "<Further|Additional> <Information|Materials|Notes>",
        "See also",
        "Related <links|pages|roles|reading|resources>",
        "Other <pages|roles>",
        "<Hiring|Interview|Interviewing|Recruitment|Recruiting|Application|Selection> Process",
        "<Interview|Interviews>",
        "How we <hire|interview|work>",
        "How to apply",
        "<Salary|Salaries|Compensation|Pay|Benefits|Perks|Remuneration>",
        "<Salary|Compensation|Pay|Perks> and benefits",
        "What we offer",
        "We offer",
        "We will <encourage|support|help|offer|give|provide> *",
        "<KPIs|KPI|Performance indicators|Key performance indicators|Metrics>",
        "About <us|the company|the team|our team|our company>",
        "Who we are",
        "[Table of] Contents",
        "Projects you <could|might|may|will|'ll|can> [be] <work|working> on",
        "Reports to",
        "<Location|Locations|Working hours|Hours>",
        "<Books|Tools|Definitions|Definition of terms|Glossary|FAQ|Changelog>",
    ),
}
