import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isConflicted } from "../src/both-sides.ts";
import { identityOf, type LockEntry } from "../src/lock-entry.ts";
import { parseLockFile } from "../src/parse-lock-file.ts";
import { renderEntry, renderLockFile } from "../src/render-lock-file.ts";
import { entryOf } from "./arbitrary-entries.ts";

/** Merges the texts as git does, with its own program; a conflict is no error here. */
function mergeFile(folder: string, style: string, [ours, base, theirs]: readonly [string, string, string]) {
  const texts = { ours, base, theirs };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  const options = style === "merge" ? [] : [`--${style}`];
  try {
    return execFileSync("git", ["merge-file", "-p", ...options, "ours", "base", "theirs"], {
      cwd: folder,
      encoding: "utf8",
    });
  } catch (error) {
    // It ends with the number of conflicts.
    if (error instanceof Error && "stdout" in error && typeof error.stdout === "string") return error.stdout;
    throw error;
  }
}

/** What is accepted of each of six gates, by the letter of the note's and the gate's version; undefined if nothing is. */
const version = fc.option(fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("d", "e")), {
  nil: undefined,
});
const side = fc.array(version, { minLength: 6, maxLength: 6 });
/** What a side does to some of them. */
const changes = fc.dictionary(fc.integer({ min: 0, max: 5 }).map(String), version, {
  maxKeys: 2,
  noNullPrototype: true,
});
type Side = readonly ([note: string, gate: string] | undefined)[];

/** What is accepted on a side: what is not as it was before was accepted at another hour. */
function entriesOf(versions: Side, base: Side, hour: string): LockEntry[] {
  return versions.flatMap((version, index) => {
    if (!version) return [];
    const [noteSha, gateVersion] = [version[0].repeat(64), version[1].repeat(64)];
    const isAsBefore = String(version) === String(base[index]);
    const at = `2026-03-01T${isAsBefore ? "10" : hour}:00:00.000Z`;
    return entryOf({ gate: `gate-${index}`, noteSha, gateVersion, at });
  });
}

describe("a lock file that git has merged", () => {
  it.each(["merge", "diff3", "zdiff3"])(
    "has every entry that a side added, and all that both kept (%s)",
    (style) => {
      const folder = scratchFolder();
      const seen = { conflicts: 0, merges: 0 };
      fc.assert(
        fc.property(side, changes, changes, (base, ...changed) => {
          const [ours = [], theirs = []] = changed.map((change) =>
            base.map((before, index) => (index in change ? change[index] : before)),
          );
          const before = entriesOf(base, base, "10").map(renderEntry);
          const sides = [entriesOf(ours, base, "11"), entriesOf(theirs, base, "12")] as const;
          const merged = mergeFile(folder, style, [
            renderLockFile(sides[0]),
            renderLockFile(entriesOf(base, base, "10")),
            renderLockFile(sides[1]),
          ]);
          seen[isConflicted(merged) ? "conflicts" : "merges"] += 1;
          const { entries, problems } = parseLockFile(merged);
          expect(problems).toEqual([]);
          const found = new Map(entries.map((entry) => [identityOf(entry), renderEntry(entry)]));
          const [mine, others] = sides.map((some) => some.map(renderEntry));
          for (const entry of sides.flat()) {
            const line = renderEntry(entry);
            if (!before.includes(line)) expect(found.has(identityOf(entry))).toBe(true);
            else if (mine?.includes(line) && others?.includes(line))
              expect(found.get(identityOf(entry))).toBe(line);
          }
          // Of both sides' entries for the same versions the later one counts.
          for (const entry of sides[1]) {
            const line = renderEntry(entry);
            if (!before.includes(line)) expect(found.get(identityOf(entry))).toBe(line);
          }
          for (const line of found.values()) expect([...sides.flat().map(renderEntry)]).toContain(line);
        }),
        { numRuns: 100 },
      );
      expect(seen.conflicts).toBeGreaterThan(0);
      expect(seen.merges).toBeGreaterThan(0);
    },
  );
});
