import type { ModelId } from "@review/db";
import { checkFields } from "@review/db/check-fields";
import { API_PROVIDERS, CHECKS_PARTITION, isModelId } from "@review/db/vocabulary";
import { InvalidModelError } from "./errors.ts";

/** The efforts that can be asked for. A client may report another one, which makes a partition of its own no less. */
export const EFFORTS = ["low", "medium", "high", "xhigh"] as const;
export type Effort = (typeof EFFORTS)[number];

export interface PartitionOptions {
  /** Appended as `-effort`, whichever it is: reviews with efforts that differ are never one partition. */
  effort?: string;
  /** Names that stand for other names, looked up whole and without regard to case. */
  aliases?: Readonly<Record<string, string>>;
}

/**
 * The partition of a model: alias, without a service's name (`anthropic/`) in front, lower case, every letter, digit or symbol beyond ASCII as `u` and four hexadecimal
 * digits for each of its UTF-16 code units, every other run of characters than `[a-z0-9_-]` made `-`, a trailing date
 * (`-20YYMMDD`) dropped, the effort made the same way and appended once. Throws InvalidModelError for a name without a letter or
 * digit, for one of which a secret was taken out and for that of the checks, InvalidInputError for what is no text.
 */
export function modelPartition(model: string, options: PartitionOptions = {}): ModelId {
  checkFields({ model, options }, "modelPartition", { model: "name", options: "object" });
  checkFields(options, "options", { effort: "name?", aliases: "object?" });
  const { effort, aliases } = options;
  return partitionOf(model, withoutServices(aliasOf(model, aliases) ?? model), effort);
}

/** The partitions that a name with services in front led to before all of these were left away: with all, or without the first. */
export function earlierPartitions(model: string, { effort }: PartitionOptions = {}): ModelId[] {
  const bare = withoutServices(model);
  const earlier = [model.trim(), withoutService(model.trim())].filter((name) => name !== bare);
  return [...new Set(earlier.map((name) => partitionOf(model, name, effort)))];
}

/** The same model is reviewing, whichever service it is asked through, and one may pass it on to another (`openai-compatible/google/…`). */
function withoutServices(name: string): string {
  let bare = name.trim();
  for (let less = withoutService(bare); less !== bare; less = withoutService(bare)) bare = less;
  return bare;
}

function withoutService(name: string): string {
  const prefixes = API_PROVIDERS.map((each) => `${each}/`);
  const prefix = prefixes.find((each) => name.slice(0, each.length).toLowerCase() === each) ?? "";
  return name.slice(prefix.length);
}

function partitionOf(model: string, name: string, effort: string | undefined): ModelId {
  if (name.toLowerCase().includes(REDACTED)) {
    throw new InvalidModelError(model, "a secret was taken out of it, so it may stand for any model");
  }
  const slug = slugOf(name);
  if (!SAYS_SOMETHING.test(slug)) throw new InvalidModelError(model);
  const suffix = slugOf(`-${effort?.trim() ?? ""}`);
  const isAppended = SAYS_SOMETHING.test(suffix) && !slug.endsWith(suffix);
  const modelId = asModelId(isAppended ? `${slug}${suffix}` : slug);
  if (modelId === CHECKS_PARTITION) {
    throw new InvalidModelError(model, "its partition is that of the checks, which no model answers");
  }
  return modelId;
}

export { CHECKS_PARTITION };

const SAYS_SOMETHING = /[a-z0-9]/;

function slugOf(name: string): string {
  return beyondAsciiSpelt(name.trim().normalize("NFC").toLowerCase())
    .replaceAll(/[^a-z0-9_-]+/g, "-")
    .replace(/(?<!-20\d{6})(?:-20\d{6})+$/, "");
}

/** The pattern of all letters takes a millisecond or two to make, and hardly a name needs it. */
function beyondAsciiSpelt(name: string): string {
  if (!/[^\0-\x7f]/.test(name)) return name;
  return name.replaceAll(/[\p{L}\p{M}\p{N}\p{S}]/gu, (character) =>
    character < "\x80" ? character : inAscii(character),
  );
}

/** As modelPartition, for a name that somebody else's program wrote: undefined where it makes no partition. */
export function findPartition(model: string, options?: PartitionOptions): ModelId | undefined {
  try {
    return modelPartition(model, options);
  } catch (error) {
    if (error instanceof InvalidModelError) return undefined;
    throw error;
  }
}

/** What stands in the place of a secret (`redact` of the runner). */
const REDACTED = "[redacted]";

/** Left away, two names that differ in nothing else would be one partition. */
function inAscii(character: string): string {
  return character
    .split("")
    .map((unit) => `u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

/** The name that a configured alias stands for, if `model` is one. */
export function aliasOf(model: string, aliases: Readonly<Record<string, string>> = {}): string | undefined {
  const asked = model.trim().toLowerCase();
  return Object.entries(aliases).find(([name]) => name.trim().toLowerCase() === asked)?.[1];
}

/** Checks at run time what the branded type promises, for callers without types. */
export function asModelId(text: string): ModelId {
  if (!isModelId(text)) throw new InvalidModelError(text);
  return text;
}
