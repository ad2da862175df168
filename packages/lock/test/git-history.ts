import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gitIn } from "@review/test-kit/git-in.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { carryOutPlan } from "../src/carry-out-plan.ts";
import type { LockEntry } from "../src/lock-entry.ts";
import { parseLockFile } from "../src/parse-lock-file.ts";
import { type LockPlan, planLock } from "../src/plan-lock.ts";
import { entryOf } from "./arbitrary-entries.ts";

const sha = (text: string) => createHash("sha256").update(text).digest("hex");

/** The notes of a tree with what is accepted of each: the state of one ledger. */
export type Notes = ReadonlyMap<string, { text: string; entries: readonly LockEntry[] }>;

/** What all gates say of a text at a time; every seventh finds something. */
export function reviewed(text: string, gates: number, at: string): { text: string; entries: LockEntry[] } {
  const entries = Array.from({ length: gates }, (_, index) => {
    const found = {
      key: sha(`${text}${index}`).slice(0, 16),
      message: `wrong: ${at}`,
      quote: text.slice(0, 20),
    };
    return entryOf({
      gate: `lens-${index % 5}/gate-${index}`,
      gateVersion: sha(`gate ${index}`),
      noteSha: sha(text),
      at,
      ...(index % 7 === 0
        ? { decision: "warn", findings: [{ severity: "warn", ...found }] }
        : { decision: "pass", findings: [] }),
    });
  });
  return { text, entries };
}

export interface GitTree {
  root: string;
  /** Makes the tree that of some notes, with their lock, and commits it on a branch that begins at the first commit. */
  commit(branch: string, notes: Notes): void;
  /** Merges a branch into another one; gives the paths that are in conflict. */
  merge(into: string, from: string): string[];
  /** What is to be done to the lock. */
  plan(notes: Notes): LockPlan;
  /** Does it. */
  heal(notes: Notes): void;
  /** What the file of a note says. */
  entriesOf(notePath: string): LockEntry[];
}

/** A git repository with a lock, gone when the test ends. */
export function gitTree(): GitTree {
  const root = scratchFolder();
  const git = (...args: string[]) => gitIn(root, ...args);
  git("init", "--quiet", "--initial-branch", "base");
  const place = { root, config: { lock: { path: "review.lock", auto: false } } };
  const wanted = (notes: Notes) => new Map([...notes].map(([path, { entries }]) => [path, entries]));
  const plan = (notes: Notes) => planLock(place, { wanted: wanted(notes), kept: new Set(), quarantines: [] });
  const heal = (notes: Notes) => carryOutPlan(place, plan(notes));
  return {
    root,
    plan,
    heal,
    commit(branch, notes) {
      if (branch !== "base") git("checkout", "--quiet", "-B", branch, "base");
      rmSync(join(root, "notes"), { recursive: true, force: true });
      for (const [path, { text }] of notes) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      heal(notes);
      git("add", "--all");
      git("commit", "--quiet", "--message", branch);
    },
    merge(into, from) {
      git("checkout", "--quiet", into);
      try {
        git("merge", "--quiet", "--no-edit", from);
      } catch {
        // It ends with 1 where something is in conflict, which the index tells.
      }
      return git("diff", "--name-only", "--diff-filter=U", "-z").split("\0").filter(Boolean);
    },
    entriesOf: (notePath) =>
      parseLockFile(readFileSync(join(root, "review.lock", `${notePath}.json`), "utf8")).entries,
  };
}
