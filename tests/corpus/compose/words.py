"""What stands at the head of a column, as people write it: phrases for each part, written before the reader's own lists were read.

Of each list every second phrase is kept back (`later`), so that what is mended for the others can be measured with them.
`USUAL` are what an officer would write, `ODD` what is found now and then.
"""

from __future__ import annotations

USUAL: dict[str, tuple[str, ...]] = {
    "ref": ("Ref", "No.", "Ref no", "Action ref", "Number", "ID", "#", "Action number", "Item", "Reference"),
    "theme": ("Theme", "Workstream", "Area", "Priority area", "Service", "Category", "Domain", "Service area"),
    "source": ("Source", "Origin", "Source of action", "Review", "Arising from", "Raised at"),
    "recommendation": (
        "Recommendation", "Recommendations", "Objective", "Area for improvement", "What we need to improve",
        "Improvement needed", "Review recommendation", "Aim", "Recommendation made", "What the inspectors asked for",
    ),
    "finding": (
        "Finding", "Issue", "What we found", "Issue identified", "Findings", "Concern", "Learning", "Key finding",
        "Weakness", "What inspectors found",
    ),
    "action": (
        "Action", "Actions", "Action required", "What we will do", "Agreed action", "Task", "Planned action",
        "Actions to be taken", "Activity", "Key actions", "Improvement action", "What will be done", "Specific action",
        "Management action", "Proposed action", "Our response: action",
    ),
    "outcome": (
        "Outcome", "Intended outcome", "What difference will this make?", "Desired outcome", "Expected outcome",
        "Impact", "Benefit", "Expected impact",
    ),
    "measure": (
        "Success measure", "How we will know", "Measure of success", "Success criteria", "KPI", "What good looks like",
        "Performance measure", "How will we measure it?",
    ),
    "evidence": ("Evidence", "Evidence of completion", "Supporting evidence", "Assurance evidence", "Evidence required"),
    "lead": (
        "Lead", "Owner", "Lead officer", "Responsible officer", "Who", "Action owner", "By whom", "Responsibility",
        "Lead person", "Responsible person", "Assigned to", "Person responsible", "Officer", "Who will do it",
        "Accountable lead", "Named lead",
    ),
    "agency": ("Agency", "Lead agency", "Organisation", "Partner", "Lead organisation", "Body", "Service responsible"),
    "sponsor": ("Sponsor", "Executive sponsor", "Director", "Project sponsor", "Corporate sponsor", "Board sponsor"),
    "support": ("Support", "Supported by", "Supporting officers", "Partners", "Others involved", "Working with"),
    "monitor": ("Monitored by", "Governance", "Oversight", "Reporting to", "Overseen by", "Assurance board"),
    "updater": ("Updated by", "Update from", "Completed by (name)", "Entered by", "Reported by"),
    "manager": ("Line manager", "Manager", "Head of service", "Service manager", "Assistant director"),
    "portfolio": ("Portfolio holder", "Cabinet member", "Lead member", "Executive member", "Member champion"),
    "due": (
        "Due date", "Deadline", "Target date", "By when", "Timescale", "When", "Completion date", "Date due",
        "Due", "Due by", "To be completed by", "Date for completion", "Target completion date", "Timeframe",
        "End date", "Planned completion",
    ),
    "start": ("Start date", "Start", "Date started", "Begins", "From", "Planned start"),
    "reviewed": ("Review date", "Date reviewed", "Next review", "Last reviewed", "Date of review"),
    "updated": ("Last updated", "Date of update", "Updated", "Update date", "Date updated"),
    "completed": ("Date completed", "Completed on", "Actual completion", "Date closed", "Completed date"),
    "raised": ("Date raised", "Date added", "Date agreed", "Date logged", "Date opened", "Meeting date"),
    "revised": ("Revised date", "Revised deadline", "New date", "Revised due date", "Revised target date", "Extended to"),
    "rag": (
        "RAG", "RAG rating", "RAG status", "BRAG", "Rating", "Current RAG", "RAG (current)", "Progress RAG",
        "Delivery RAG", "Status (RAG)",
    ),
    "rag_before": ("Previous RAG", "RAG last month", "Last RAG", "RAG last quarter", "Previous rating", "Prior RAG"),
    "priority": ("Priority", "Priority rating", "Urgency", "Priority level", "Importance", "H/M/L"),
    "risk": ("Risk", "Risk rating", "Risk level", "Risk score", "Level of risk", "Inherent risk"),
    "status": ("Status", "Action status", "Current status", "State", "Progress status", "Stage"),
    "progress": (
        "Progress", "Progress update", "Update", "Latest update", "Progress to date", "Latest position",
        "What we have done", "Current position",
    ),
    "comments": ("Comments", "Notes", "Remarks", "Comment", "Additional notes", "Any other comments"),
    "next": ("Next steps", "Next step", "What happens next", "Planned next steps"),
    "cost": ("Cost", "Budget", "Resources", "Cost (£)", "Funding", "Resource needed"),
    "percent": ("% complete", "Percentage complete", "Per cent done", "Progress %"),
}  # fmt: skip

ODD: dict[str, tuple[str, ...]] = {
    "ref": ("Line", "S/N", "Our ref", "Para", "Rec", "Code", "Unique ID", "Seq"),
    "theme": ("Strand", "Pillar", "Chapter", "Programme", "Locality", "Key line of enquiry", "Quality statement", "Plan on a page"),
    "source": ("Report it came from", "Trigger", "Where this comes from", "Inspection", "Driver", "Committee"),
    "recommendation": (
        "The reviewer recommends", "Ask", "What must change", "We were told to", "Requirement", "Expectation", "Must do",
        "Challenge from peers", "Commitment", "What you said",
    ),
    "finding": (
        "Why", "What went wrong", "Gap", "Context", "Problem statement", "Background", "What we know", "Where are we now?",
        "Rationale", "Lesson", "Root cause", "Baseline position",
    ),
    "action": (
        "How", "How we'll fix it", "What needs to happen", "Deliverable", "Intervention", "Steps we are taking", "Work item",
        "Doing", "Our plan", "Remedy", "Management response", "What", "Corrective step", "Change to be made",
        "Commitment to deliver", "To do", "Job", "The work", "Undertaking", "Delivery step",
    ),
    "outcome": (
        "So what?", "What people will notice", "Result", "Why it matters", "Ambition", "What will be different",
        "Difference made", "Where we want to be", "End state", "For residents this means",
    ),
    "measure": (
        "Test of success", "We'll know it worked when", "Yardstick", "Target", "Metric", "Indicator", "Done when", "Proof of impact",
    ),
    "evidence": ("Where to see it", "Proof", "Audit trail", "Link to papers", "Documents held", "What we can show"),
    "lead": (
        "Named officer", "Doer", "Action with", "Point person", "Holder", "On the hook", "Taken by", "In charge", "Driver",
        "Champion", "Responsible", "Allocated", "Accountable", "Key contact", "Whose job", "Falls to", "Delivery officer",
        "Operational lead", "Lead (name)", "Lead name and team", "Name", "Resp.", "Action by", "Staff member",
        "Task owner", "Lead professional", "Delegated to", "Led by",
    ),
    "agency": ("Org", "Which partner", "Constituent body", "Employer", "Team", "Directorate", "Department", "Partner agency", "Unit", "Works for"),
    "sponsor": ("SLT sponsor", "Exec", "Chief officer", "Champion on the board", "Strategic sponsor", "Director with oversight"),
    "support": ("Help from", "Contributors", "Also involved", "Alongside", "In partnership with", "Key people", "Consulted", "Deputy", "Second", "Backup"),
    "monitor": ("Signed off by", "Checked by", "Critical friend", "Held to account by", "Scrutinised by", "Approver", "Quality assured by", "Verifier"),
    "updater": ("Who updated", "Author of update", "Last edited by", "Information from", "Initialled", "Modified by"),
    "manager": ("Boss", "Reports to", "Owner's manager", "Line mgr", "Budget holder", "Team leader"),
    "portfolio": ("Councillor", "Cllr", "Lead Cllr", "Political lead", "Ward member", "Cabinet portfolio"),
    "due": (
        "No later than", "Finish", "Landing date", "Ready for", "Backstop", "Delivery date", "Complete before", "Finish by",
        "Implementation date", "Milestone date", "Date", "Due (month)", "Timeline", "Expected by", "Expected finish",
        "Cut-off", "Action date", "Do by", "Target", "To be done by", "Target month", "Completion", "Forecast", "ETA",
    ),
    "start": ("Kick-off", "Commenced", "Work begins", "Go live", "Mobilisation", "Opening date"),
    "reviewed": ("Back to committee", "Check-in", "Looked at", "Board date", "Reviewed on", "Next report due"),
    "updated": ("As at", "Position at", "Freshness", "Last touched", "Modified", "Entered on"),
    "completed": ("Finished", "Signed off on", "Closed", "Done on", "Delivered", "Achieved on"),
    "raised": ("Logged", "Received", "Agreed at", "Accepted on", "Date of report", "Opened"),
    "revised": ("Slipped to", "Now due", "Reforecast", "Moved to", "Current forecast", "New target", "Amended date", "Latest date"),
    "rag": (
        "Traffic light", "Colour", "How is it going?", "Light", "On track?", "Health", "Assessment", "Our rating",
        "Position", "Delivery confidence", "Flag", "Self-assessment", "Rating now", "R/A/G", "B/R/A/G", "Judgement",
    ),
    "rag_before": ("Was", "RAG at June", "Colour last time", "Opening RAG", "Baseline RAG", "RAG Q1", "Rating at last meeting", "Earlier rating"),
    "priority": ("Must/should", "Tier", "How urgent", "Weight", "Rank", "MoSCoW"),
    "risk": ("Risk if not done", "Residual risk", "Likelihood", "Severity", "Harm level", "Exposure"),
    "status": ("Open or closed", "Phase", "Where is it?", "Implemented?", "Done?", "Live or closed", "Delivery status", "Work state"),
    "progress": (
        "Narrative", "How far we've got", "What has happened", "Story so far", "September update", "Response", "Highlights",
        "Officer update", "Done so far", "News",
    ),
    "comments": ("For information", "Blockers", "Board's view", "Chair's remarks", "Anything else", "Observations"),
    "next": ("To come", "Focus for next month", "Then", "Looking ahead", "Next quarter", "Upcoming work"),
    "cost": ("£k", "Pot", "Where the money comes from", "Capacity", "Investment", "Spend to date"),
    "percent": ("How much is done", "Completion %", "Extent", "%"),
}  # fmt: skip


def phrases(part: str, *, odd: bool, later: bool) -> tuple[str, ...]:
    """The phrases in view, or those kept back."""
    usual, strange = USUAL[part][int(later) :: 2], ODD[part][int(later) :: 2]
    return strange if odd else usual
