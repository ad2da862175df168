import { describe, expect, it } from "vitest";
import { diagnose } from "./diagnose.ts";
import { makeBase, nested } from "./reviewed-base.ts";

describe("doctor --notes, of links", () => {
  it("lists a screenful of links on a terminal, and all where a program may read", async () => {
    const links = (amount: number) => Array.from({ length: amount }, (_, n) => `[[gone ${n}]]`).join("\n");
    const { root } = makeBase({ "kb/notes/linked.md": `# L\n\n${links(22)}\n` });
    const shown = await nested(root, ["doctor", "--notes"], { columns: 80 });
    expect(shown.out.match(/no file has that/g)).toHaveLength(10);
    expect(shown.out).toContain(
      "  note     12 more such links: `review-nested doctor --notes | less` lists all\n",
    );
    const piped = await nested(root, ["doctor", "--notes"]);
    expect(piped.out.match(/no file has that/g)).toHaveLength(22);
    expect((await diagnose(root, ["--notes"], { columns: 80 })).of("Notes")).toHaveLength(24);
  });

  it("lists the links that lead nowhere on request, and takes them for no problem", async () => {
    const { root } = makeBase({
      "kb/notes/linked.md": "# L\n\n[[a]] [[gone]] [x](gone.md) [y](/site/) [z](a.md#no-such)\n",
    });
    expect((await diagnose(root)).of("Notes")).toEqual(["Notes ok: 3 notes in kb/notes/**"]);
    const { of, ok, exitCode } = await diagnose(root, ["--notes"]);
    expect({ ok, exitCode }).toEqual({ ok: true, exitCode: 0 });
    const at = "Notes note: kb/notes/linked.md:3:";
    expect(of("Notes").slice(1)).toEqual([
      "Notes note: 5 local links: 2 lead to nothing, 1 is unresolved, 1 names a heading that is not there",
      `${at}7: [[gone]]: no file has that name`,
      `${at}20: gone.md: there is no kb/notes/gone.md`,
      `${at}33: /site/: there is no site, and no linkRoots says what it stands for`,
      `${at}45: a.md#no-such: kb/notes/a.md has no such heading`,
    ]);
  });

  it("says of which notes not all links were looked for", async () => {
    const { root } = makeBase({
      "kb/notes/linked.md": Array.from({ length: 10_001 }, (_, at) => `[](#a${at})`).join(""),
    });
    const { of } = await diagnose(root, ["--notes"]);
    expect(of("Notes")[2]).toBe(
      "Notes note: kb/notes/linked.md: only its first 10000 different links were looked for",
    );
  });
});
