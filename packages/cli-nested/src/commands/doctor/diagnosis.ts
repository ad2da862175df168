import type { LinkIssue } from "@review/corpus";
import type { ClientReport, ServiceReport } from "@review/runner";

/** What the doctor looks at, in the order in which it is printed. */
export const SECTIONS = [
  "Node",
  "Root",
  "Trust",
  "Ledger",
  "Gates",
  "Notes",
  "Clients",
  "Services",
  "Runners",
  "Runs",
] as const;
export type Section = (typeof SECTIONS)[number];

/** One thing the doctor found. */
export interface Diagnosis {
  section: Section;
  /** `note` is worth knowing, but nothing is wrong; a `problem` is to be mended. */
  level: "ok" | "note" | "problem";
  /** One line; for a problem it says how to mend it. */
  message: string;
  /** The rule of the ledger that was checked, and how many rows break it. */
  invariant?: { name: string; violations: number };
  /** The client that was found, or looked for. */
  client?: ClientReport;
  /** The model service that was looked for. */
  service?: ServiceReport;
  /** The link of a note that does not lead where it says. */
  link?: LinkIssue;
}

/** Makes the diagnoses of one section. */
export function diagnosesOf(section: Section) {
  const make =
    (level: Diagnosis["level"]) =>
    (message: string): Diagnosis => ({ section, level, message });
  return { ok: make("ok"), note: make("note"), problem: make("problem") };
}
