import type { Gate } from "../gates/gate.ts";
import type { FrontMatter } from "../text/front-matter.ts";
import { globMatcher } from "../text/globs.ts";
import { type Condition, matchesWhere } from "./note-filters.ts";

/** Whether a gate applies to a note; `unknown` where that hangs on front matter that cannot be read. */
export type GateScope = "applies" | "does-not-apply" | "unknown";

/** Whether a gate applies to a note and, where it does not, to which ones it does: a sentence for people. */
export interface JudgedScope {
  scope: GateScope;
  why?: string;
}

/** What of a gate says to which notes it applies. */
export type GateWithScope = Pick<Gate, "requiresTrait" | "appliesTo" | "requires">;

/** What of a note decides which gates apply to it. */
export interface NoteInScope extends Pick<FrontMatter, "data" | "problem"> {
  /** Relative to the root, with `/`. */
  path: string;
}

/** Whether a gate says that it does not apply to every note. */
export function hasScope(gate: GateWithScope): boolean {
  return gate.appliesTo !== undefined || readsFrontMatter(gate);
}

/** Whether a gate applies to a note cannot be said without the note's front matter. */
export function readsFrontMatter(gate: GateWithScope): boolean {
  return conditionsOf(gate).length > 0;
}

/** What the front matter of a note must say for a gate to apply: every value, each as it is written. */
export function conditionsOf({ requiresTrait, requires = {} }: GateWithScope): Condition[] {
  const trait = requiresTrait === undefined ? [] : [{ key: "traits", value: requiresTrait }];
  const values = Object.entries(requires).flatMap(([key, all]) => all.map((value) => ({ key, value })));
  return [...trait, ...values];
}

/** Reads the scope of a gate once, to judge many notes by it. The one home of the question. */
export async function scopeOf(gate: GateWithScope): Promise<(note: NoteInScope) => JudgedScope> {
  const conditions = conditionsOf(gate);
  const { appliesTo, requiresTrait } = gate;
  const isInPlace = appliesTo && (await placesOf(appliesTo));
  const nameOf = ({ key, value }: Condition) =>
    key === "traits" && value === requiresTrait ? `the trait ${value}` : `${key}=${value}`;
  return ({ path, data, problem }) => {
    if (isInPlace?.(path) === false) {
      return { scope: "does-not-apply", why: `it applies to notes that match ${appliesTo?.join(", ")}` };
    }
    if (problem !== undefined && conditions.length > 0) {
      const asked = conditions.map(nameOf).join(" and ");
      return { scope: "unknown", why: `whether ${path} has ${asked} is unknown: ${problem}` };
    }
    const unmet = conditions.find((condition) => !matchesWhere(data, [condition]));
    if (!unmet) return { scope: "applies" };
    const why = `it applies to notes with ${nameOf(unmet)}${hereInstead(unmet, data)}`;
    return { scope: "does-not-apply", why };
  };
}

/** By the very list that a gate was read with: whoever asks note by note would have the same globs made into patterns for each. */
const places = new WeakMap<readonly string[], ReturnType<typeof globMatcher>>();

function placesOf(globs: readonly string[]): ReturnType<typeof globMatcher> {
  const known = places.get(globs) ?? globMatcher(globs);
  places.set(globs, known);
  return known;
}

/** What the note has in place of what is asked for. */
function hereInstead({ key }: Condition, data: Record<string, unknown>): string {
  if (key === "traits") return "";
  if (!Object.hasOwn(data, key)) return `; this one has no ${key}`;
  const found = data[key];
  const isPlain =
    typeof found === "string" || (Array.isArray(found) && found.every((each) => typeof each === "string"));
  return isPlain ? `; this one has ${key}=${[found].flat().join(", ")}` : `; ${key} of this one is no word`;
}
