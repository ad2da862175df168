import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { chooseNotes, REPORT_BYTES } from "../../src/report/choose-notes.ts";
import { packedBytes } from "../../src/report/pack.ts";
import { renderReport } from "../../src/report/render-report.ts";
import { ASSETS } from "./browser.ts";
import { makePage } from "./make-page.ts";

const { page } = makePage({ notes: 40, gates: 12 });
const namesOf = (chosen: readonly { notePath: string }[]) => chosen.map(({ notePath }) => notePath);
const sizes = page.notes.map(({ notePath }, at) => ({ notePath, bytes: 100 + at }));
const open = new Set(page.findings.map(({ notePath }) => notePath));

it("takes notes with findings before all others, and as many as there is room for", () => {
  expect(new Set(namesOf(chooseNotes(page, sizes, 1e6)))).toEqual(new Set(namesOf(page.notes)));
  const few = namesOf(chooseNotes(page, sizes, 1000));
  expect(few.length).toBeGreaterThan(5);
  expect(few.every((notePath) => open.has(notePath))).toBe(true);
  expect(chooseNotes(page, sizes, 50)).toEqual([]);
});

it("takes what is waived, then what is stale, before what is fresh and has nothing", () => {
  const names = ["a.md", "b.md", "c.md", "d.md"];
  const base = {
    ...page,
    notes: names.map((notePath) => ({ notePath, noteSha: "0" })),
    findings: [],
    waived: [],
  };
  const [entry] = page.findings;
  if (!entry) throw new Error("there is a finding");
  const some = {
    ...base,
    pairs: [{ note: 1, gate: 0, state: "note-changed" as const, verdicts: [] }],
    waived: [{ ...entry, notePath: "c.md" }],
    findings: [{ ...entry, notePath: "d.md" }],
  };
  const chosen = chooseNotes(
    some,
    names.map((notePath) => ({ notePath, bytes: 10 })),
    100,
  );
  expect(namesOf(chosen)).toEqual(["d.md", "c.md", "b.md", "a.md"]);
});

it("passes over a note that is too large for what is left", () => {
  const large = sizes.map((size, at) => ({ ...size, bytes: at === 0 ? 5000 : 100 }));
  const chosen = chooseNotes(page, large, 1000);
  expect(chosen).toHaveLength(10);
  expect(namesOf(chosen)).not.toContain(large[0]?.notePath);
});

it("keeps a report of 5,000 pairs within its size, with the texts that there is room for", () => {
  const all = makePage({ notes: 250, gates: 20 });
  // Texts that pack badly, so that not all of them have room.
  const noise = (seed: number) =>
    Array.from({ length: 350 }, (_, at) =>
      createHash("sha512").update(`${seed} ${at}`).digest("base64"),
    ).join("\n");
  const [sample] = Object.values(all.notes);
  if (!sample) throw new Error("there is a note");
  const docs = new Map(
    all.page.notes.map(({ notePath }, at) => [notePath, { ...sample, notePath, text: noise(at) }]),
  );
  const measured = [...docs].map(([notePath, doc]) => ({ notePath, bytes: packedBytes(doc) }));
  const bare = { ...all, notes: {} };
  const room = REPORT_BYTES - renderReport(bare, ASSETS).length;
  const chosen = namesOf(chooseNotes(all.page, measured, room));
  const notes = Object.fromEntries([...docs].filter(([notePath]) => chosen.includes(notePath)));
  const { length } = renderReport({ ...bare, notes }, ASSETS);
  expect(chosen.length).toBeLessThan(250);
  expect(length).toBeLessThan(REPORT_BYTES);
  expect(length).toBeGreaterThan(REPORT_BYTES * 0.8);
});

it("counts what gzip makes very small, and what is longer than a string, as more than its bytes", () => {
  expect(packedBytes({ text: "\0".repeat(1_000_000) })).toBeGreaterThanOrEqual(60_000);
  expect(packedBytes({ text: "\0".repeat(100_000_000) })).toBe(Number.POSITIVE_INFINITY);
});
