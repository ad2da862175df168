import type { CheckFinding } from "./output/check-finding.ts";

/** Findings of a note beyond this many are counted, and told of in one more. */
export const MAX_FINDINGS = 50;

type Severe = Omit<CheckFinding, "severity"> & { severity: "warn" | "fail" };

/** What was found in one note. */
export interface FoundInNote {
  count: number;
  /** That of the worst finding. */
  worst: "warn" | "fail" | undefined;
  /** Whether any has a place that the tool gave it. */
  isPlaced: boolean;
  /**
   * The first MAX_FINDINGS, the worse ones before the others where there are more, in the order in which they came; then one that says how
   * many more there are: who settles what is listed has settled nothing of what is not.
   */
  findings: readonly Severe[];
}

export const NOTHING_FOUND: FoundInNote = { count: 0, worst: undefined, isPlaced: false, findings: [] };

/**
 * Takes the findings of one note, of which there may be millions, and keeps what is listed. `most` is what a finding counts as at most, and
 * if nothing is said of its severity.
 */
export function collectFindings(most: "warn" | "fail") {
  const counts = { fail: 0, warn: 0 };
  let isPlaced = false;
  const kept: Record<"warn" | "fail", { order: number; finding: Severe }[]> = { fail: [], warn: [] };
  const count = () => counts.fail + counts.warn;
  return {
    add: (finding: CheckFinding): void => {
      const isSaid = finding.severity !== undefined && finding.isQuoted !== true;
      const severity = most === "fail" && (!isSaid || finding.severity === "fail") ? "fail" : "warn";
      if (kept[severity].length < MAX_FINDINGS)
        kept[severity].push({ order: count(), finding: { ...finding, severity } });
      counts[severity] += 1;
      isPlaced ||= finding.start !== undefined && finding.isQuoted !== true;
    },
    found: (): FoundInNote => {
      const listed = [...kept.fail, ...kept.warn].slice(0, MAX_FINDINGS).sort((a, b) => a.order - b.order);
      const findings = listed.map(({ finding }) => finding);
      const more = count() - listed.length;
      if (more > 0) findings.push(restOf(more, counts.fail > MAX_FINDINGS ? "fail" : "warn"));
      const worst = counts.fail > 0 ? "fail" : counts.warn > 0 ? "warn" : undefined;
      return { count: count(), worst, isPlaced, findings };
    },
  };
}

const restOf = (more: number, severity: "warn" | "fail"): Severe => ({
  severity,
  message: `${more} more ${more === 1 ? "is" : "are"} not listed`,
  unit: "utf16",
});
