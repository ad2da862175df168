import type { ImportState } from "@review/db/transitions";
import { canonicalNotePath, type OldNotePath } from "../values/old-note-path.ts";
import { createKeys } from "../values/row-key.ts";
import type { PartitionSources } from "./partition-of-run.ts";

/** A text found behind a git blob id. */
export interface FoundText {
  /** SHA-256 (hex) of the bytes. */
  sha: string;
  /** Its bytes, UTF-8, from wherever they are: there are thousands of texts, and more than the memory holds. */
  read(): Uint8Array;
  /** A file of the tree as it is now, or an object of its repository. */
  from: "file" | "git";
}

/** Git blob ids of notes (by canonical path) and gates (by id) as they are now. */
export interface CurrentBlobs {
  notes: ReadonlyMap<string, string>;
  gates: ReadonlyMap<string, string>;
}

/** What is known beside the old ledger itself. */
export interface ImportSources extends PartitionSources {
  /** Absolute path of the tree; old paths may be absolute, too. */
  root: string;
  /** By git blob id. */
  texts: ReadonlyMap<string, FoundText>;
  current: CurrentBlobs;
  /** When this is: what is later comes after nothing that was decided here. UTC, ISO 8601 with milliseconds. */
  now: string;
  /** Runs whose sessions name several models. */
  ambiguousSessions?: number | undefined;
}

/** What is needed to plan rows, beside the rows. */
export interface PlanContext {
  sources: ImportSources;
  state: ImportState;
  /** The canonical form of a note's path. */
  noteOf(notePath: string): OldNotePath;
  /** The one copy of a text: many acceptances are of one pair. */
  once(text: string): string;
  /** Makes the key of old values; each call counts. */
  keyOf: ReturnType<typeof createKeys>;
}

/** A context for one plan. */
export function createContext(sources: ImportSources, state: ImportState): PlanContext {
  const notes = new Map<string, OldNotePath>();
  const texts = new Map<string, string>();
  return {
    sources,
    state,
    keyOf: createKeys(),
    once: (text) => {
      const same = texts.get(text);
      if (same === undefined) texts.set(text, text);
      return same ?? text;
    },
    noteOf: (notePath) => {
      const known = notes.get(notePath) ?? canonicalNotePath(notePath, sources.root);
      notes.set(notePath, known);
      return known;
    },
  };
}
