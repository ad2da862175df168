import { resolve } from "node:path";
import type { Corpus } from "../configuration/config.ts";
import { isInside } from "../files/root-paths.ts";
import type { Gate } from "../gates/gate.ts";

/** One thing a repository names, as it stands there. */
export interface RequestedValue {
  /** `command`, `passEnv`, `check`, …; the last part of its dotted name. */
  key: string;
  value: unknown;
}

/**
 * What one part of a repository would have done with the user's machine: programs started, variables handed on,
 * safeguards left out, places written. Its values belong together: one that is taken away changes what the others mean.
 */
export interface TrustRequest {
  /** `runners.NAME`, `defaults`, `database`, or the path of a gate. */
  subject: string;
  /** In the order of their keys; never empty. */
  values: readonly RequestedValue[];
}

/** Keys of a runner that ask for nothing. Every other one asks, so that a new key is not forgotten here. */
const HARMLESS_KEYS = ["prompt"];

/**
 * Everything that a repository names and that has no effect before the user agreed, sorted by subject. Pure: `gates` are
 * the usable ones (one that is broken is never used).
 */
export function requestsOf(
  { root, config }: Pick<Corpus, "root" | "config">,
  gates: readonly Pick<Gate, "path" | "check">[],
): TrustRequest[] {
  const { database, defaults, runners } = config;
  const requests = [
    ...Object.entries(runners).map(([name, entry]) => request(runnerSubject(name), withoutHarmless(entry))),
    request(DEFAULTS_SUBJECT, { runner: defaults.runner }),
    request(DATABASE_SUBJECT, { place: isPlaceInside(root, database) ? undefined : database }),
    ...gates.map(({ path, check }) => request(path, { check })),
  ];
  const asking = requests.filter(({ values }) => values.length > 0);
  return asking.sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

export const runnerSubject = (name: string) => `runners.${name}`;
export const DEFAULTS_SUBJECT = "defaults";
/** The subject of a `database` that is not in the root. */
export const DATABASE_SUBJECT = "database";

function request(subject: string, values: Record<string, unknown>): TrustRequest {
  const entries = Object.entries(values).filter(([key, value]) => !asksForNothing(key, value));
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return { subject, values: entries.map(([key, value]) => ({ key, value })) };
}

function withoutHarmless(entry: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entry).filter(([key]) => !HARMLESS_KEYS.includes(key)));
}

function asksForNothing(key: string, value: unknown): boolean {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return true;
  return key === "isolated" && value === true;
}

/** Whether a configured database is a file below the root; whether symlinks lead it elsewhere is not looked at. */
function isPlaceInside(root: string, database: string): boolean {
  if (database === ":memory:") return true;
  return !/^[a-z][a-z0-9+.-]*:\/\//i.test(database) && isInside(root, resolve(root, database));
}
