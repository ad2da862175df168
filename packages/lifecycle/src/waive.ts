import { type Finding, type Ledger, listWaivers, type WaiverId } from "@review/db";
import { checkEach, checkFields } from "@review/db/check-fields";
import { recordWaivers } from "@review/db/transitions";
import { decideUnwaive, decideWaive, type UnwaiveInput, type WaiveInput } from "./deciders/waive.ts";
import { covers, holds, type Waived } from "./waiver-holds.ts";

/**
 * Lets some findings stand as they are, all or none: they count no more, under whatever model they are found again, until the
 * end of the day `until` in UTC or until they are unwaived, or found to be worse than they were in any run that has ended.
 * One that is waived already may get another last day. Returns the ids of the decisions. Throws UnknownFindingError, AlreadyWaivedError, UntilPassedError, and InvalidInputError without a reason.
 */
export async function waive(ledger: Ledger, options: WaiveInput): Promise<WaiverId[]> {
  checkFields(options, "waive", { keys: "texts", reason: "text", author: "text?", until: "text?" });
  return recordWaivers(ledger, options.keys, (states, now) => decideWaive(states, now, options));
}

/**
 * Takes back what was waived, all or none: the findings count again. Returns the ids of the decisions. Throws
 * UnknownFindingError, NotWaivedError, and InvalidInputError without a reason.
 */
export async function unwaive(ledger: Ledger, options: UnwaiveInput): Promise<WaiverId[]> {
  checkFields(options, "unwaive", { keys: "texts", reason: "text", author: "text?" });
  return recordWaivers(ledger, options.keys, (states, now) => decideUnwaive(states, now, options));
}

/** What was decided about some findings that holds now. */
export interface StandingWaivers<Found> {
  /** Of those that count no more. */
  waived: Map<Found, Waived>;
  /** Of those that count, because what was waived was milder. */
  outgrown: Map<Found, Waived>;
}

/**
 * The waivers of some findings that hold at the time of the ledger's clock, by finding. Throws InvalidInputError for what is no
 * finding with its key and severity.
 */
export async function standingWaivers<Found extends Pick<Finding, "key" | "severity">>(
  ledger: Ledger,
  findings: readonly Found[],
): Promise<StandingWaivers<Found>> {
  checkFields({ findings }, "waivers", { findings: "list" });
  checkEach(findings, "findings", { key: "text", severity: "text" });
  const keys = new Set(findings.map(({ key }) => key));
  const { askedAt, newest } = await listWaivers(ledger, [...keys]);
  const standing: StandingWaivers<Found> = { waived: new Map(), outgrown: new Map() };
  for (const finding of findings) {
    const waiver = newest.get(finding.key);
    if (!waiver || !holds(waiver, askedAt)) continue;
    standing[covers(waiver, finding.severity) ? "waived" : "outgrown"].set(finding, waiver);
  }
  return standing;
}
