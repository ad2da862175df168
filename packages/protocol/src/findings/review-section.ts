/** A part of a gate review, as its heading names it. */
export interface SectionHeading {
  readonly section: "findings" | "revision" | "other";
  /** 1 to 6; 0 for a line without `#`. */
  readonly level: number;
}

/** What any of them begins with, soon said of millions of lines. */
const OPENING = /^[#*_fs]/i;
const FINDINGS = /^findings?\b/i;
const REVISION = /^suggest(?:ed|ions?)\b/i;
const HEADING = /^(#{1,6})(?:[ \t]+|$)[*_]{0,3}/;
/** A line that is nothing but a name of a section, in emphasis or before a colon. */
const BARE = /^[*_]{0,3}(findings|summary|suggested revisions?)[ \t]*[*_]{0,3}[:：]?[*_]{0,3}[ \t]*$/i;

/** The section that a line begins in its first column (what is indented belongs to an item); undefined if it is no heading. `**Findings**` and `Findings:` alone on a line are, too. */
export function readSectionHeading(line: string): SectionHeading | undefined {
  if (!OPENING.test(line)) return undefined;
  const [whole = "", marks = ""] = HEADING.exec(line) ?? [];
  const name = whole === "" ? BARE.exec(line)?.[1] : line.slice(whole.length);
  if (name === undefined) return undefined;
  const section = FINDINGS.test(name) ? "findings" : REVISION.test(name) ? "revision" : "other";
  return { section, level: marks.length };
}
