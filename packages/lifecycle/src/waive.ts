import { type Ledger, listWaivers, type Waiver, type WaiverId } from "@review/db";
import { recordWaivers } from "@review/db/transitions";
import { checkFields, checkWellFormed } from "./check-fields.ts";
import { decideUnwaive, decideWaive, type UnwaiveInput, type WaiveInput } from "./deciders/waive.ts";
import { InvalidInputError } from "./errors.ts";
import { holds } from "./waiver-holds.ts";

/**
 * Lets some findings stand as they are, all or none: they count no more, under whatever model they are found again, until the
 * end of the day `until` in UTC or until they are unwaived. One that is waived already may get another last day. Returns the
 * ids of the decisions. Throws UnknownFindingError, AlreadyWaivedError, UntilPassedError, and InvalidInputError without a reason.
 */
export async function waive(ledger: Ledger, options: WaiveInput): Promise<WaiverId[]> {
  checkFields(options, "waive", { keys: "list", reason: "text", author: "text?", until: "text?" });
  const keys = checkKeys(options.keys);
  return recordWaivers(ledger, keys, (states, now) => decideWaive(states, now, options));
}

/**
 * Takes back what was waived, all or none: the findings count again. Returns the ids of the decisions. Throws
 * UnknownFindingError, NotWaivedError, and InvalidInputError without a reason.
 */
export async function unwaive(ledger: Ledger, options: UnwaiveInput): Promise<WaiverId[]> {
  checkFields(options, "unwaive", { keys: "list", reason: "text", author: "text?" });
  const keys = checkKeys(options.keys);
  return recordWaivers(ledger, keys, (states, now) => decideUnwaive(states, now, options));
}

/** The waivers of some findings that hold at the time of the ledger's clock, by key. */
export async function standingWaivers(ledger: Ledger, keys: readonly string[]): Promise<Map<string, Waiver>> {
  const { askedAt, newest } = await listWaivers(ledger, keys);
  return new Map([...newest].filter(([, waiver]) => holds(waiver, askedAt)));
}

function checkKeys(keys: readonly string[]): readonly string[] {
  for (const [index, key] of keys.entries()) {
    if (typeof key !== "string") throw new InvalidInputError(`keys[${index}] is not a text`);
    checkWellFormed(key, `keys[${index}]`);
  }
  return keys;
}
