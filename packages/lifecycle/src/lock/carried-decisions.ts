import type { FindingSeverity, Waiver } from "@review/db";
import { checkEach, checkFields } from "@review/db/check-fields";
import { isDecidedAfter } from "@review/db/guards";
import type { NewWaiver, WaiverState } from "@review/db/transitions";
import { waives } from "../waiver-holds.ts";
import {
  type AttestedFinding,
  type AttestedUnwaiver,
  type AttestedWaiver,
  WAIVER_FIELDS,
} from "./attested-entry.ts";
import { unwaiverProblem, waiverProblem } from "./entry-problem.ts";

/** A decision about a finding that comes with an entry of the lock. */
export type CarriedDecision =
  | ({ kind: "waived"; severity: FindingSeverity } & AttestedWaiver)
  | ({ kind: "unwaived" } & AttestedUnwaiver);

// Asked for each of thousands of entries.
const FINDINGS = { findings: "list" } as const;
const DECIDED = { key: "name?", waived: "object?", unwaived: "object?" } as const;

/** What is decided in some entries about findings, by key: the latest of several. */
export function carriedBy(findings: readonly AttestedFinding[]): Map<string, CarriedDecision> {
  checkFields({ findings }, "carriedBy", FINDINGS);
  checkEach(findings, "findings", DECIDED);
  const carried = new Map<string, CarriedDecision>();
  for (const { key, severity, waived, unwaived } of findings) {
    if (key === undefined) continue;
    const decisions: CarriedDecision[] = [];
    if (waived) decisions.push({ kind: "waived", ...waived, severity: waived.severity ?? severity });
    if (unwaived) decisions.push({ kind: "unwaived", ...unwaived });
    for (const decision of decisions) {
      const known = carried.get(key);
      if (!known || (decision.at ?? "") > (known.at ?? "")) carried.set(key, decision);
    }
  }
  return carried;
}

/**
 * What is to be recorded of decisions that come with entries, given what is known of each finding, with the time at which it was
 * decided there.
 */
export function decideCarried(
  states: readonly WaiverState[],
  now: string,
  carried: ReadonlyMap<string, CarriedDecision>,
): NewWaiver[] {
  return states.flatMap((state): NewWaiver[] => {
    const decision = carried.get(state.key);
    if (!decision || !isCarried(state, decision, now)) return [];
    const { at = now, reason, author } = decision;
    const words = {
      ...{ key: state.key, reason: reason.trim(), author: author?.trim() },
      decidedAt: at < now ? at : now,
    };
    if (decision.kind === "unwaived") return [{ ...words, kind: "unwaived" }];
    return [{ ...words, kind: "waived", severity: state.severity, until: decision.until }];
  });
}

/**
 * Whether a decision that comes with an entry is to be recorded, given what is known of its finding at a time: a waiver, if nothing was
 * decided here or nothing so late, nothing worse was found, and its last day has not passed; that it is taken back, if it is waived
 * here by what was decided earlier.
 */
export function isCarried<State extends Pick<WaiverState, "severity" | "newest">>(
  state: State,
  decision: CarriedDecision,
  now: string,
): state is State & { severity: FindingSeverity } {
  checkFields(state, "isCarried", { severity: "text?", newest: "object?" });
  checkFields(decision, "isCarried", { ...WAIVER_FIELDS, kind: "name" });
  checkFields({ now }, "isCarried", { now: "text" });
  const { severity, newest } = state;
  if (severity === undefined) return false;
  if (decision.kind === "unwaived") {
    return (
      newest?.kind === "waived" && isLater(decision, newest, now) && unwaiverProblem(decision) === undefined
    );
  }
  if (newest && !isLater(decision, newest, now)) return false;
  return waiverProblem(decision) === undefined && waives(decision, severity, now);
}

const isLater = ({ at }: Pick<CarriedDecision, "at">, { decidedAt }: Waiver, now: string): boolean =>
  at !== undefined && isDecidedAfter(at, decidedAt, now);
