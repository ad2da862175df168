import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { A, entriesOf, LOCK_A } from "./lock-files.ts";
import { makePairBase, review } from "./pair-base.ts";
import { nested, nestedJson } from "./reviewed-base.ts";

const LOCK_B = "review.lock/kb/notes/b.md.json";
const BODY = "prose/body";

/** A ledger in which a gate fails one note, and a lock that says so. */
async function makeFailing() {
  const base = await makePairBase();
  await review(base, A, { [BODY]: "fail" });
  await nested(base.root, ["lock"]);
  return base.root;
}

type Entry = ReturnType<typeof entriesOf>[number];

/** Writes the entry of the gate in a file of the lock anew, with what somebody changed. */
function rewrite(root: string, path: string, change: (entry: Entry) => object[]) {
  const entries = entriesOf(root, path).flatMap((entry) => (entry.gate === BODY ? change(entry) : [entry]));
  writeFileSync(join(root, path), JSON.stringify(entries));
}

/** What of the gate keeps the notes from holding, as `note kind`; with a ledger, and by the lock alone. */
async function unmetIn(root: string): Promise<{ ledger: string[]; lock: string[]; refused: string[] }> {
  const look = async (...more: string[]) => {
    const { unmet, refused } = await nestedJson(root, ["verify", BODY, ...more]);
    const pairs = (unmet as { notePath: string; kind: string }[]).map(
      ({ notePath, kind }) => `${notePath} ${kind}`,
    );
    return { pairs, refused: refused as string[] };
  };
  const { pairs, refused } = await look();
  return { ledger: pairs, lock: (await look("--frozen")).pairs, refused };
}

const now = () => new Date().toISOString();

it("a waiver in the entry of one note says nothing of another's finding, whatever key that has", async () => {
  const root = await makeFailing();
  const key = entriesOf(root, LOCK_A).find(({ gate }) => gate === BODY)?.findings[0]?.key;
  rewrite(root, LOCK_B, (entry) => [
    entry,
    {
      ...{ ...entry, model: "other", at: now() },
      findings: [{ ...entry.findings[0], key, waived: { severity: "fail", reason: "fine", at: now() } }],
    },
  ]);
  const why = `its finding ${key} is one of ${A} × ${BODY}`;
  const { ledger, lock, refused } = await unmetIn(root);
  const told = "counts with keys of its own, and what it waives does not";
  expect(refused).toEqual([`${LOCK_B}: the entry of ${BODY} under other ${told}: ${why}`]);
  expect(ledger).toEqual([`${A} failing`]);
  expect(lock).toEqual(ledger);
  const { err } = await nested(root, ["lock"]);
  expect(err.split(why)).toHaveLength(2);
  expect(readFileSync(join(root, LOCK_A), "utf8")).not.toContain("waived");
  expect(readFileSync(join(root, LOCK_B), "utf8")).not.toContain("waived");
  expect(await unmetIn(root)).toEqual({ ledger, lock: ledger, refused: [] });
});

it("a waiver in the entry of a copy, which may have the same keys, is one of the copy alone", async () => {
  const root = await makeFailing();
  const COPY = "kb/notes/copy.md";
  writeFileSync(join(root, COPY), readFileSync(join(root, A)));
  const waived = { severity: "fail", reason: "fine", at: now() };
  writeFileSync(join(root, `review.lock/${COPY}.json`), readFileSync(join(root, LOCK_A)));
  rewrite(root, `review.lock/${COPY}.json`, (entry) => [
    { ...entry, findings: [{ ...entry.findings[0], waived }] },
  ]);
  const failing = [`${A} failing`];
  expect(await unmetIn(root)).toEqual({ ledger: failing, lock: failing, refused: [] });
  await nested(root, ["lock"]);
  expect(readFileSync(join(root, LOCK_A), "utf8")).not.toContain("waived");
  expect(readFileSync(join(root, `review.lock/${COPY}.json`), "utf8")).toContain("waived");
  const { out } = await nested(root, ["warns", A, "--gate", BODY]);
  expect(out).toContain("FAIL");
});

it.each<[what: string, change: (entry: Entry) => object]>([
  ["findings worse than its decision", (entry) => ({ ...entry, decision: "warn", at: now() })],
  [
    "words that the note does not have",
    (entry) => ({
      ...{ ...entry, decision: "warn", at: now() },
      findings: [{ ...entry.findings[0], severity: "warn", quote: "said nowhere" }],
    }),
  ],
])("an entry with %s counts neither with a ledger nor without", async (_, change) => {
  const root = await makeFailing();
  rewrite(root, LOCK_A, (entry) => [change(entry)]);
  const { ledger, lock, refused } = await unmetIn(root);
  expect(ledger).toEqual([`${A} failing`]);
  expect(refused).toHaveLength(1);
  expect(lock).toEqual([`${A} missing`]);
  const { out } = await nested(root, ["verify", BODY, "--frozen"]);
  expect(out).toContain("nothing is accepted");
  rmSync(join(root, ".review"), { recursive: true });
  expect((await unmetIn(root)).ledger).toEqual([`${A} missing`]);
});

it.each<[what: string, leave: (root: string, path: string) => void]>([
  ["nothing", () => {}],
  ["a folder", (root, path) => mkdirSync(join(root, path))],
  ["a symlink to the note", (root, path) => symlinkSync("a.md", join(root, path))],
  ["a symlink that leads to itself", (root, path) => symlinkSync("new.md", join(root, path))],
])("a FAIL under a name that is gone stands, where %s is left of that", async (_, leave) => {
  const base = await makePairBase();
  const { root } = base;
  const NEW = "kb/notes/new.md";
  renameSync(join(root, A), join(root, NEW));
  await nested(root, ["ack", "--moved", "--all"]);
  await review(base, NEW, { [BODY]: "fail" });
  await nested(root, ["lock"]);
  renameSync(join(root, NEW), join(root, A));
  leave(root, NEW);
  expect((await unmetIn(root)).ledger).toEqual([`${A} failing`]);
  await nested(root, ["lock"]);
  expect((await unmetIn(root)).lock).toEqual([`${A} failing`]);
});
