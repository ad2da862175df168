import { ACCEPTABLE_DECISIONS, type ModelId } from "@review/db";
import * as v from "valibot";
import type { OpenRequest, PageAction, UndoRequest } from "../api/page-action.ts";
import { Refusal } from "./refusal.ts";

const LONGEST_NAME = 4096;
const LONGEST_TEXT = 100_000;
const MOST_KEYS = 10_000;

const name = v.pipe(v.string(), v.nonEmpty(), v.maxLength(LONGEST_NAME));
const text = v.pipe(v.string(), v.maxLength(LONGEST_TEXT));
const filled = v.pipe(text, v.regex(/\S/, "a reason is needed"));
const sha = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const modelId = v.pipe(
  name,
  v.transform((value) => value as ModelId),
);
const pair = v.strictObject({
  notePath: name,
  noteSha: sha,
  gateId: name,
  gateSha: sha,
  modelId,
  acceptanceId: id,
});
const key = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const keys = v.pipe(v.array(key), v.minLength(1), v.maxLength(MOST_KEYS));
const aboutFindings = { keys, reason: filled, seen: v.exactOptional(pair) };

const action = v.variant("kind", [
  v.strictObject({
    kind: v.literal("accept"),
    pair,
    withoutOverride: v.exactOptional(v.literal(true)),
  }),
  v.strictObject({
    kind: v.literal("override"),
    pair,
    decision: v.picklist(ACCEPTABLE_DECISIONS),
    remark: filled,
  }),
  v.strictObject({ kind: v.literal("reopen"), pair, remark: filled }),
  v.strictObject({ kind: v.literal("waive"), ...aboutFindings, until: v.exactOptional(name) }),
  v.strictObject({ kind: v.literal("unwaive"), ...aboutFindings }),
]);

const undone = v.strictObject({ id });
const asker = v.strictObject({
  tab: v.exactOptional(v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))),
  at: v.exactOptional(key),
});
const opened = v.strictObject({ notePath: name, line: id, column: v.exactOptional(id) });

/** A decision that was sent. Throws a Refusal for what is none. */
export const readAction = (value: unknown): PageAction => read(action, value);

/** What is to be taken back. Throws a Refusal for what is nothing. */
export const readUndoRequest = (value: unknown): UndoRequest => read(undone, value);

/** Which tab asks, and what is looked at in it. Throws a Refusal for what is no name or no key. */
export const readAsker = (query: URLSearchParams): { tab?: string; at?: string } =>
  read(asker, Object.fromEntries(query));

/** A place that was sent. Throws a Refusal for what is none. */
export const readOpenRequest = (value: unknown): OpenRequest => read(opened, value);

function read<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const { success, output, issues } = v.safeParse(schema, value);
  if (success) return output;
  const [first] = issues;
  const where = v.getDotPath(first) ?? "what was sent";
  throw new Refusal(422, "invalid-request", `${where}: ${first.message}`);
}
