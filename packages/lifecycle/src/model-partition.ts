import type { ModelId } from "@review/db";
import { checkFields } from "./check-fields.ts";
import { InvalidModelError } from "./errors.ts";

/** The efforts that make a partition of their own. */
export const EFFORTS = ["low", "medium", "high", "xhigh"] as const;
export type Effort = (typeof EFFORTS)[number];

export interface PartitionOptions {
  /** Appended as `-effort` if it is one of EFFORTS; any other value is left out. */
  effort?: string;
  /** Names that stand for other names, looked up whole and without regard to case. */
  aliases?: Readonly<Record<string, string>>;
}

/**
 * The partition of a model: alias, lower case, every run of characters other than `[a-z0-9_-]` made `-`, a
 * trailing date (`-20YYMMDD`) dropped, a known effort appended once. Throws InvalidModelError for a name
 * without a letter or digit, InvalidInputError for what is no text.
 */
export function modelPartition(model: string, options: PartitionOptions = {}): ModelId {
  checkFields({ model, options }, "modelPartition", { model: "name", options: "object" });
  checkFields(options, "options", { effort: "name?", aliases: "object?" });
  const { effort, aliases } = options;
  const slug = (aliasOf(model, aliases) ?? model)
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, "-")
    .replace(/(?<!-20\d{6})(?:-20\d{6})+$/, "");
  if (!/[a-z0-9]/.test(slug)) throw new InvalidModelError(model);
  const known = EFFORTS.find((name) => name === effort?.toLowerCase());
  return asModelId(known && !slug.endsWith(`-${known}`) ? `${slug}-${known}` : slug);
}

/** The name that a configured alias stands for, if `model` is one. */
export function aliasOf(model: string, aliases: Readonly<Record<string, string>> = {}): string | undefined {
  const asked = model.trim().toLowerCase();
  return Object.entries(aliases).find(([name]) => name.trim().toLowerCase() === asked)?.[1];
}

/** Checks at run time what the branded type promises, for callers without types. */
export function asModelId(text: string): ModelId {
  if (!/^[a-z0-9_-]*[a-z0-9][a-z0-9_-]*$/.test(text)) throw new InvalidModelError(text);
  return text as ModelId;
}
