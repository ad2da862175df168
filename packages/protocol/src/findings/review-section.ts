/** A part of a gate review, as its heading names it. */
export interface SectionHeading {
  /** `list` is the one that was asked for; `like` another in which findings are told, such as "Key Findings" or "Issue 2". */
  readonly section: "list" | "like" | "revision" | "other";
  /** 1 to 6; 0 for a line without `#`. */
  readonly level: number;
}

/** What any of them begins with, soon said of millions of lines. */
const OPENING = /^[#*_fiksp]/i;
const LIST = /^(?:findings\b|finding\W*$)/i;
const LIKE = /^(?:\S{1,20} )?(?:findings?|issues?|problems?)\b/i;
const REVISION = /^suggest(?:ed|ions?)\b/i;
const HEADING = /^(#{1,6})(?:[ \t]+|$)[*_]{0,3}/;
/** A line that is nothing but a name of a section, in emphasis or before a colon. */
const BARE =
  /^[*_]{0,3}((?:key )?findings|issues|problems|summary|suggested revisions?)[ \t]*(?![ \t])[*_]{0,3}[:：]?[*_]{0,3}[ \t]*$/i;

/** The section that a line begins in its first column (what is indented belongs to an item); undefined if it is no heading. `**Findings**` and `Findings:` alone on a line are, too. */
export function readSectionHeading(line: string): SectionHeading | undefined {
  if (!OPENING.test(line)) return undefined;
  const [whole = "", marks = ""] = HEADING.exec(line) ?? [];
  const name = whole === "" ? BARE.exec(line)?.[1] : line.slice(whole.length);
  return name === undefined ? undefined : { section: sectionOf(name), level: marks.length };
}

function sectionOf(name: string): SectionHeading["section"] {
  if (LIST.test(name)) return "list";
  if (REVISION.test(name)) return "revision";
  return LIKE.test(name) ? "like" : "other";
}

/** Whether a heading stands within a section and begins none of its own. */
export function isWithin(heading: SectionHeading, { section, level }: SectionHeading): boolean {
  const goesOn = heading.section === "other" || heading.section === section;
  return heading.level > level && (goesOn || (heading.section === "like" && section !== "other"));
}
