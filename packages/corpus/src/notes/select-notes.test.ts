import { describe, expect, it } from "vitest";
import { createCorpus } from "../../test/create-corpus.ts";

import { resolveGates } from "../gates/gates.ts";
import { isHidden } from "./note.ts";
import { parseWhere } from "./note-filters.ts";
import { selectNotes } from "./select-notes.ts";

const FILES = {
  "notes/claim.md": "---\ntraits: [claim]\nstatus: current\n---\nx",
  "notes/broken.md": "---\na: b: c\n---\n",
  "notes/plain.md": "x",
  "notes/empty.md": "",
  "notes/link.md": { link: "plain.md" },
  "gates/any/all.md": "a",
  "gates/claim/only.md": "---\nrequires_trait: claim\n---\nb",
};

describe("selectNotes", () => {
  it("takes a symlink for hidden where a gate applies by its place, and not where it leads to", async () => {
    const scoped = (globs: string) => `---\nname: G\napplies_to: [${globs}]\n---\nb`;
    const hidden = async (globs: string | undefined, link: string) => {
      const corpus = await createCorpus({
        "notes/loose/a.md": "a",
        [link]: { link: link.endsWith(".md") ? "../loose/a.md" : "loose" },
        "gates/g.md": globs === undefined ? "---\nname: G\n---\nb" : scoped(globs),
      });
      const { skipped } = await selectNotes(corpus, { gates: await resolveGates(corpus, ["g"]) });
      return skipped.map((each) => [isHidden(each), each.reason.includes("gate g")]);
    };
    expect(await hidden(undefined, "notes/strict/a.md")).toEqual([[false, false]]);
    expect(await hidden("notes/strict/**", "notes/strict/a.md")).toEqual([[true, true]]);
    expect(await hidden("notes/**", "notes/strict/a.md")).toEqual([[false, false]]);
    expect(await hidden("notes/loose/**", "notes/strict/a.md")).toEqual([[false, false]]);
    expect(await hidden(undefined, "notes/strict")).toEqual([[false, false]]);
    expect(await hidden("notes/**", "notes/strict")).toEqual([[true, true]]);
  });

  it("gives each note the gates that apply to it, and what it could not look at", async () => {
    const corpus = await createCorpus(FILES);
    const gates = await resolveGates(corpus, ["any", "claim"]);
    const { notes, problems, skipped } = await selectNotes(corpus, { gates });
    expect(notes.map((note) => [note.path, note.gates.map(({ id }) => id)])).toEqual([
      ["notes/broken.md", ["any/all"]],
      ["notes/claim.md", ["any/all", "claim/only"]],
      ["notes/plain.md", ["any/all"]],
    ]);
    expect(problems.map(({ path, code }) => [path, code])).toEqual([
      ["notes/empty.md", "note-empty"],
      ["notes/broken.md", "front-matter-broken"],
    ]);
    expect(skipped.map(({ path }) => path)).toEqual(["notes/link.md"]);
  });

  it("does not know which gates are asked of a note with broken front matter", async () => {
    const corpus = await createCorpus({ ...FILES, "notes/open.md": "---\ntraits: [claim]\n\nx" });
    const gates = await resolveGates(corpus, ["any", "claim"]);
    const unknown = async (options: object) =>
      (await selectNotes(corpus, { gates, ...options })).unknown.map((note) => [
        note.path,
        note.gates.map(({ id }) => id),
      ]);
    expect(await unknown({})).toEqual([
      ["notes/broken.md", ["claim/only"]],
      ["notes/open.md", ["claim/only"]],
    ]);
    expect(await unknown({ where: [parseWhere("status=current")] })).toEqual([
      ["notes/broken.md", ["any/all", "claim/only"]],
      ["notes/open.md", ["any/all", "claim/only"]],
    ]);
    expect(await unknown({ gates: gates.slice(0, 1) })).toEqual([]);
    expect(await unknown({ notePaths: ["notes/claim.md"] })).toEqual([]);
  });

  it("leaves out notes without a gate, not named, or not meeting a condition", async () => {
    const corpus = await createCorpus(FILES);
    const paths = async (selectors: string[], options: object) => {
      const gates = await resolveGates(corpus, selectors);
      return (await selectNotes(corpus, { gates, ...options })).notes.map(({ path }) => path);
    };
    expect(await paths(["claim"], {})).toEqual(["notes/claim.md"]);
    expect(await paths(["any"], { notePaths: ["notes/plain.md"] })).toEqual(["notes/plain.md"]);
    expect(await paths(["any"], { where: [parseWhere("status=current")] })).toEqual(["notes/claim.md"]);
  });
});
