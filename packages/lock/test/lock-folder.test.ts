import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { createTree, PIPE, type TreeEntry } from "@review/test-kit/temp-tree.ts";
import { describe, expect, it } from "vitest";
import { carryOutPlan } from "../src/carry-out-plan.ts";
import { listLockFiles } from "../src/list-lock-files.ts";
import type { LockEntry } from "../src/lock-entry.ts";
import { canHaveFile, lockFilePath, noteOfLockFile, withoutFile } from "../src/lock-place.ts";
import { parseLockFile } from "../src/parse-lock-file.ts";
import { type LockPlan, planLock, planNotes } from "../src/plan-lock.ts";
import { lockFileReader } from "../src/read-lock-file.ts";
import { renderEntry, renderLockFile } from "../src/render-lock-file.ts";
import { entryOf } from "./arbitrary-entries.ts";

const TEXT = renderLockFile([entryOf()]);
const OTHER = renderLockFile([entryOf({ model: "gpt-5" })]);
const NONE: LockEntry[] = [];

async function makePlace(files: Record<string, TreeEntry> = {}, path = "review.lock") {
  return { root: await createTree(files), config: { lock: { path, auto: false } } };
}

const wanted = (notes: Record<string, LockEntry[]>) => new Map(Object.entries(notes));
const nothing: LockPlan = { write: [], remove: [], unchanged: 0, foreign: [], unwritten: [], cut: [] };
const kept: ReadonlySet<string> = new Set();

/** Everything below a folder, folders with `/`, sorted. */
function listAll(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .map(
      (entry) =>
        `${join(entry.parentPath, entry.name).slice(root.length + 1)}${entry.isDirectory() ? "/" : ""}`,
    )
    .sort();
}

describe("the place of a note's file", () => {
  it("is the note's own path in the folder, and leads back to it", async () => {
    const place = await makePlace({}, "kb/lock");
    expect(lockFilePath(place, "notes/a b.md")).toBe("kb/lock/notes/a b.md.json");
    expect(noteOfLockFile(place, "kb/lock/notes/a b.md.json")).toBe("notes/a b.md");
    for (const path of ["kb/lock/.json", "kb/lock/a.md", "kb/locks/a.md.json", "notes/a.md.json"]) {
      expect(noteOfLockFile(place, path)).toBeUndefined();
    }
  });
});

describe("a note that is given no file", () => {
  it.each(["a.md.json/z.md", "x/A.MD.JSON/y/z.md", "quarantines.json/z.md"])("%s", (notePath) => {
    const folder = posix.dirname(notePath).replace(/\/y$/, "");
    expect(withoutFile(notePath)).toBe(
      `${notePath} has no file in the lock: its folder ${folder} is called as a file of the lock is; rename it`,
    );
    // One that is there already is read.
    expect(canHaveFile(notePath)).toBe(true);
  });

  it("one of too long a path", () => {
    const notePath = `${"d/".repeat(1_000)}z.md`;
    expect(withoutFile(notePath)).toMatch(/ its path has more than 2000 bytes; make it shorter$/);
    expect(canHaveFile(notePath)).toBe(false);
  });

  it.each(["p\\\\q.md", "d/..\\x.md", "\\x.md", "d/.\\x/z.md"])(
    "one that backslashes lead away: %s",
    (notePath) => {
      expect(withoutFile(notePath)).toBe(
        `${notePath} has no file in the lock: its path leads elsewhere where a backslash parts names; rename it`,
      );
      expect(canHaveFile(notePath)).toBe(false);
    },
  );

  it.each([
    "p\\q.md",
    "../x.md",
    "a//b.md",
    "a\0.md",
    "a.json/z.md",
    "a.md/z.md",
    "a.md.json.md",
    "x/quarantines.json/z.md",
    "/a.md",
  ])("not %s", (notePath) => expect(withoutFile(notePath)).toBeUndefined());
});

describe("planning and carrying out", () => {
  it("writes what is missing or other, removes what is too much, and then finds nothing to do", async () => {
    const place = await makePlace({
      "review.lock/notes/same.md.json": TEXT,
      "review.lock/notes/other.md.json": OTHER,
      "review.lock/notes/none.md.json": "what stands at a note's place is ours",
      "review.lock/gone/deep/x.md.json": TEXT,
      "review.lock/notes/emptied.md.json": "[]\n",
    });
    const notes = wanted({
      "notes/same.md": [entryOf()],
      "notes/other.md": [entryOf()],
      "notes/new/n.md": [entryOf()],
      "notes/none.md": NONE,
      "notes/never.md": NONE,
    });
    const plan = planLock(place, { wanted: notes, kept, quarantines: [] });
    expect(plan).toEqual({
      write: [
        { path: "review.lock/notes/new/n.md.json", text: TEXT, isNew: true },
        { path: "review.lock/notes/other.md.json", text: TEXT, isNew: false },
      ],
      remove: [
        "review.lock/gone/deep/x.md.json",
        "review.lock/notes/emptied.md.json",
        "review.lock/notes/none.md.json",
      ],
      unchanged: 1,
      foreign: [],
      unwritten: [],
      cut: [],
    });
    const { mtimeMs } = statSync(join(place.root, "review.lock/notes/same.md.json"));
    carryOutPlan(place, plan);
    expect(listAll(place.root)).toEqual([
      "review.lock/",
      "review.lock/notes/",
      "review.lock/notes/new/",
      "review.lock/notes/new/n.md.json",
      "review.lock/notes/other.md.json",
      "review.lock/notes/same.md.json",
    ]);
    expect(statSync(join(place.root, "review.lock/notes/same.md.json")).mtimeMs).toBe(mtimeMs);
    expect(planLock(place, { wanted: notes, kept, quarantines: [] })).toEqual({ ...nothing, unchanged: 3 });
  });

  it("removes the folder itself with its last file, and nothing beside it", async () => {
    const place = await makePlace({ "kb/lock/a.md.json": TEXT, "kb/x": "" }, "kb/lock");
    carryOutPlan(place, planLock(place, { wanted: new Map(), kept, quarantines: [] }));
    expect(listAll(place.root)).toEqual(["kb/", "kb/x"]);
    expect(planLock(place, { wanted: new Map(), kept, quarantines: [] })).toEqual(nothing);
  });

  it("removes folders however deep they lie", async () => {
    const place = await makePlace({ [`review.lock/${"d/".repeat(1_800)}a.md.json`]: TEXT });
    carryOutPlan(place, planLock(place, { wanted: new Map(), kept, quarantines: [] }));
    expect(existsSync(join(place.root, "review.lock"))).toBe(false);
  });

  it("removes folders within others in whatever order they come", async () => {
    const files = { "review.lock/a/b/c.md.json": TEXT, "review.lock/a/d.md.json": TEXT };
    for (const names of [Object.keys(files), Object.keys(files).reverse()]) {
      const place = await makePlace(files);
      carryOutPlan(place, { write: [], remove: names });
      expect(listAll(place.root)).toEqual([]);
    }
  });

  it("looks only at the notes that are named, if some are", async () => {
    const place = await makePlace({ "review.lock/a.md.json": OTHER, "review.lock/gone.md.json": TEXT });
    const plan = planNotes(place, wanted({ "a.md": [entryOf()], "b.md": NONE }));
    expect(plan).toEqual({
      ...nothing,
      write: [{ path: "review.lock/a.md.json", text: TEXT, isNew: false }],
    });
  });

  it("leaves alone what is not ours, and names it", async () => {
    const place = await makePlace({
      "review.lock/.gitattributes": "*.json linguist-generated\n",
      "review.lock/README.md": "about",
      "review.lock/package.json": '{"name":"x"}',
      "review.lock/list.json": "[1,2]",
      "review.lock/empty.json": "",
      "review.lock/pipe.json": PIPE,
      "review.lock/kept.md.json": TEXT,
      elsewhere: "x",
      "review.lock/link.json": { link: "../elsewhere" },
    });
    const plan = planLock(place, { wanted: new Map(), kept: new Set(["kept.md"]), quarantines: [] });
    const names = ["empty", "link", "list", "package", "pipe"].map((name) => `review.lock/${name}.json`);
    expect(plan).toEqual({ ...nothing, foreign: names });
    carryOutPlan(place, plan);
    expect(listAll(join(place.root, "review.lock"))).toHaveLength(8);
  });

  it("knows what is left of a deleted note's file in a conflict", async () => {
    const conflict = `<<<<<<< ours\n[\n${renderEntry(entryOf())}\n]\n=======\n>>>>>>> theirs\n`;
    const place = await makePlace({
      "review.lock/gone.md.json": conflict,
    });
    carryOutPlan(place, planLock(place, { wanted: new Map(), kept, quarantines: [] }));
    expect(listAll(place.root)).toEqual([]);
  });

  it("names what a killed writer may have left, and leaves it alone: a name makes nothing ours", async () => {
    const left = "review.lock/a.md.json.0123abcd.tmp";
    const place = await makePlace({ [left]: "[\n", "review.lock/a.md.json.tmp": "somebody's" });
    const plan = planLock(place, { wanted: new Map(), kept, quarantines: [] });
    expect(plan).toEqual({ ...nothing, foreign: [left] });
  });

  it("heals a file with a conflict in it", async () => {
    const conflict = `[\n<<<<<<< ours\n${renderEntry(entryOf())}\n=======\n>>>>>>> theirs\n]\n`;
    const place = await makePlace({ "review.lock/a.md.json": conflict });
    carryOutPlan(place, planLock(place, { wanted: wanted({ "a.md": [entryOf()] }), kept, quarantines: [] }));
    expect(readFileSync(join(place.root, "review.lock/a.md.json"), "utf8")).toBe(TEXT);
  });

  it("makes room for the file of a note where a folder is that goes", async () => {
    const place = await makePlace({ "review.lock/a.md.json/deep/b.md.json": TEXT });
    const notes = wanted({ "a.md": [entryOf()] });
    carryOutPlan(place, planLock(place, { wanted: notes, kept, quarantines: [] }));
    expect(listAll(place.root)).toEqual(["review.lock/", "review.lock/a.md.json"]);
  });

  it.each<[string, Record<string, TreeEntry>]>([
    ["something else in it", { "review.lock/a.md.json/deep/note": "somebody's" }],
    ["nothing in it", { "review.lock/a.md.json/": "" }],
  ])("does nothing at all where a folder with %s stays", async (_, files) => {
    const place = await makePlace({ ...files, "review.lock/gone.md.json": TEXT });
    const before = listAll(place.root);
    const plan = planLock(place, {
      wanted: wanted({ "0.md": [entryOf()], "a.md": [entryOf()] }),
      ...{ kept, quarantines: [] },
    });
    expect(() => carryOutPlan(place, plan)).toThrow(
      "review.lock/a.md.json cannot be used: it is a directory; move it away",
    );
    expect(listAll(place.root)).toEqual(before);
  });
});

describe("what a lock is not written through", () => {
  it.each<[what: string, files: Record<string, TreeEntry>, path?: string]>([
    ["the folder", { "out/": "", "review.lock": { link: "out" } }],
    ["a folder above it", { "out/": "", kb: { link: "out" } }, "kb/lock"],
    ["a folder in it", { "out/": "", "review.lock/notes": { link: "../out" } }],
    ["a note's file", { out: "", "review.lock/notes/a.md.json": { link: "../../out" } }],
    ["a note's file that leads nowhere", { "review.lock/notes/a.md.json": { link: "none" } }],
  ])("a symlink in place of %s", async (_, files, path) => {
    const place = await makePlace(files, path);
    const before = listAll(place.root);
    const notes = wanted({ "notes/a.md": [entryOf()] });
    const link = expect.objectContaining({
      code: "lock-place",
      message: expect.stringContaining(" is a symlink"),
    });
    expect(() => planLock(place, { wanted: notes, kept, quarantines: [] })).toThrow(link);
    const write = [{ path: lockFilePath(place, "notes/a.md"), text: TEXT, isNew: true }];
    expect(() => carryOutPlan(place, { write, remove: [] })).toThrow(link);
    const remove = write.map((file) => file.path);
    expect(() => carryOutPlan(place, { write: [], remove })).toThrow(link);
    expect(listAll(place.root)).toEqual(before);
  });

  it.each<[what: string, files: Record<string, TreeEntry>, why: string]>([
    ["a file in place of the folder", { "review.lock": "" }, "a part of its path is not a directory"],
    ["a pipe in place of a file", { "review.lock/notes/a.md.json": PIPE }, "it is not a regular file"],
  ])("%s: the error names it", async (_, files, why) => {
    const place = await makePlace(files);
    const unusable = expect.objectContaining({
      code: "lock-unusable",
      message: expect.stringContaining(why),
    });
    expect(() =>
      planLock(place, { wanted: wanted({ "notes/a.md": [entryOf()] }), kept, quarantines: [] }),
    ).toThrow(unusable);
  });

  it.each(["../x.md", "notes/../../x.md", "/x.md", "a//b.md", "./a.md", "..\\x.md", "a\0.md"])(
    "what no note can be called: %j",
    async (notePath) => {
      const place = await makePlace({ "x.md.json": TEXT });
      expect(canHaveFile(notePath)).toBe(false);
      const unusable = expect.objectContaining({ code: "lock-unusable" });
      for (const entries of [NONE, [entryOf()]]) {
        expect(() => planNotes(place, new Map([[notePath, entries]]))).toThrow(unusable);
      }
      const path = lockFilePath(place, notePath);
      expect(() => carryOutPlan(place, { write: [], remove: [path] })).toThrow(unusable);
      expect(listAll(place.root)).toEqual(["x.md.json"]);
    },
  );

  it("leaves no half of a file where it cannot be put into its place", async () => {
    const place = await makePlace({ "review.lock/a.md.json/x": "" });
    const write = [{ path: "review.lock/a.md.json", text: TEXT, isNew: true }];
    expect(() => carryOutPlan(place, { write, remove: [] })).toThrow(
      expect.objectContaining({ code: "lock-unusable" }),
    );
    expect(listAll(place.root)).toEqual([
      "review.lock/",
      "review.lock/a.md.json/",
      "review.lock/a.md.json/x",
    ]);
  });
});

describe("a lock of more than anybody has", () => {
  it("is not read to its end: what its files have together is limited", async () => {
    const place = await makePlace({ "review.lock/a.md.json": TEXT, "review.lock/b.md.json": TEXT });
    const read = lockFileReader(place, 2 * TEXT.length);
    expect(read("review.lock/a.md.json")?.entries).toHaveLength(1);
    expect(read("review.lock/none.md.json")).toBeUndefined();
    expect(read("review.lock/b.md.json")?.entries).toHaveLength(1);
    expect(() => read("review.lock/a.md.json")).toThrow(
      /^review\.lock cannot be used: its files have more than [0-9.e-]+ MB together; make it smaller$/,
    );
  });

  it("gets no file that could not be read again", async () => {
    const place = await makePlace();
    const waived = { severity: "warn" as const, reason: "é".repeat(400_000), at: entryOf().at };
    const finding = { severity: "warn" as const, message: "m", waived };
    const entries = (most: number) =>
      Array.from({ length: most }, (_, at) => entryOf({ model: `m${at}`, findings: [finding] }));
    expect(planNotes(place, wanted({ "a.md": entries(19) })).write).toHaveLength(1);
    const { write, unwritten } = planNotes(place, wanted({ "a.md": entries(20), "b.md": [entryOf()] }));
    expect(unwritten).toEqual([
      "review.lock/a.md.json cannot be used: it would have more than 16 MB: give its findings shorter waivers, or the note fewer verdicts",
    ]);
    expect(write.map(({ path }) => path)).toEqual(["review.lock/b.md.json"]);
  });

  it("gets no entry that no reader takes: of one that is too long findings are left out, and what was decided stands", async () => {
    const place = await makePlace();
    const findings = ["short", "x".repeat(700_000), "y".repeat(600_000)].map((message) => ({
      ...{ severity: "fail" as const, message },
    }));
    const entry = entryOf({ decision: "fail", findings });
    const { write, cut } = planNotes(place, wanted({ "a.md": [entry] }));
    expect(cut).toEqual([
      expect.stringMatching(/^review\.lock\/a\.md\.json: .* is too long: 1 finding is left out/),
    ]);
    expect(parseLockFile(write[0]?.text ?? "")).toMatchObject({
      entries: [{ decision: "fail", findings: [{ message: "short" }, findings[2]] }],
      problems: [],
    });
  });

  it("is not listed to its end", async () => {
    const place = await makePlace({ "review.lock/a/b.md.json": TEXT, "review.lock/c.md.json": TEXT });
    expect(listLockFiles(place, 3).files).toHaveLength(2);
    expect(() => listLockFiles(place, 2)).toThrow(
      "review.lock cannot be used: it has more than 2 files and folders",
    );
    const together = "review.lock/a review.lock/a/b.md.json review.lock/c.md.json".length - 2;
    expect(listLockFiles(place, 3, together).files).toHaveLength(2);
    expect(() => listLockFiles(place, 3, together - 1)).toThrow(
      /^review\.lock cannot be used: the paths in it have more than [0-9.e-]+ MB; remove folders in folders$/,
    );
  });
});
