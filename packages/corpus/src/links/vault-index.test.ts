import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findInVault, indexVault } from "./vault-index.ts";

const VAULT = [
  "Note.md",
  "Log.md",
  "a/b/Deep.md",
  "zzzz/Deep.md",
  "zzzz/Own.md",
  "b/Own.md",
  "b/Only.md",
  "b/Only.png",
  "x/same.md",
  "y/same.md",
  "x/sub/Page.md",
  "y/long/sub/Page.md",
  "Café/Menu.v2.md",
  "LICENSE",
  "b/Note.md",
];
const index = indexVault(VAULT);

describe("findInVault", () => {
  it.each([
    ["", "Note", "Note.md"],
    ["", "note", "Note.md"],
    ["", "NOTE.MD", "Note.md"],
    ["zzzz", "Only", "b/Only.md"],
    ["zzzz", "only.png", "b/Only.png"],
    ["zzzz", "Only.pdf", "none"],
    ["", "LICENSE", "LICENSE"],
    ["", "menu.v2", "Café/Menu.v2.md"],
    ["", "Cafe\u0301/menu.v2", "Café/Menu.v2.md"],
    // A path in the vault before the own folder, that before the shortest path (not the fewest folders).
    ["b", "Note", "Note.md"],
    ["zzzz", "Own", "zzzz/Own.md"],
    ["zzzz/deeper", "Own", "b/Own.md"],
    ["", "Deep", "a/b/Deep.md"],
    ["q", "b/Deep", "a/b/Deep.md"],
    ["q", "sub/Page", "x/sub/Page.md"],
    ["y/long", "sub/Page", "y/long/sub/Page.md"],
    ["q", "ub/Page", "none"],
    ["q", "same", "several"],
    ["x", "same", "x/same.md"],
    ["q", "y/same", "y/same.md"],
    // From the folder, or from the vault.
    ["b", "./Note", "b/Note.md"],
    ["b", "../Log", "Log.md"],
    ["b", "./Log", "none"],
    ["b", "../../Log", "none"],
    ["q", "/b/Note", "b/Note.md"],
    ["q", "/Deep", "none"],
    ["q", "b/", "none"],
    ["q", "", "none"],
  ])("from %j, [[%s]] is %s", (folder, link, found) => {
    const named = findInVault(index, folder, link);
    expect(typeof named === "object" ? named.path : named).toBe(found);
  });

  it("finds what lies deep by its whole path, or by some of the names at its end", () => {
    const deep = `${"d/".repeat(1_000)}End.md`;
    const found = (link: string) => findInVault(indexVault([deep, "x.md"]), "", link);
    for (const link of ["end", "d/d/end", deep]) expect(found(link)).toEqual({ path: deep });
    expect(found(`${"d/".repeat(100)}end`)).toBe("none");
  });

  it("names nothing but what is in the vault, whatever is written", () => {
    const segment = fc.constantFrom(
      "a",
      "b",
      "..",
      ".",
      "",
      "note",
      "Note.md",
      "sub",
      "Page",
      "same",
      "__proto__",
      "%2e%2e",
      "\0",
    );
    const path = fc.array(segment, { maxLength: 6 }).map((segments) => segments.join("/"));
    fc.assert(
      fc.property(path, path, (folder, link) => {
        const named = findInVault(index, folder, link);
        expect(typeof named === "string" || VAULT.includes(named.path)).toBe(true);
      }),
    );
  });
});
