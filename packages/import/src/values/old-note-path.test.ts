import fc from "fast-check";
import { expect, it } from "vitest";
import { canonicalNotePath } from "./old-note-path.ts";

it.each([
  ["kb/a.md", "kb/a.md"],
  ["./kb//a.md", "kb/a.md"],
  ["kb/x/../a.md", "kb/a.md"],
  ["/home/me/tree/kb/a.md", "kb/a.md"],
  ["/home/me/tree/./kb/a.md", "kb/a.md"],
  ["kb/with space é.md", "kb/with space é.md"],
  ["back\\slash.md", "back\\slash.md"],
])("%s is %s", (text, path) => {
  expect(canonicalNotePath(text, "/home/me/tree/")).toEqual({ path, isInside: true });
});

it.each([
  "",
  ".",
  "..",
  "../a.md",
  "kb/../../a.md",
  "/etc/passwd",
  "/home/me/tree",
  "/home/me/tree/",
  "/home/me/tree2/a.md",
  "kb/",
  "C:\\a.md",
  "a\0.md",
])("%j names no file under the root and stays as it is", (text) => {
  expect(canonicalNotePath(text, "/home/me/tree")).toEqual({ path: text, isInside: false });
});

it("a root on Windows is one, too", () => {
  expect(canonicalNotePath("C:\\tree\\kb\\a.md", "C:\\tree")).toEqual({ path: "kb/a.md", isInside: true });
});

it("a canonical path is its own, and leads nowhere else", () => {
  const parts = fc.array(fc.constantFrom("a", "b.md", ".", "..", "", "home", "me", "tree"), { maxLength: 8 });
  fc.assert(
    fc.property(parts, fc.boolean(), (names, isAbsolute) => {
      const { path, isInside } = canonicalNotePath(
        (isAbsolute ? "/" : "") + names.join("/"),
        "/home/me/tree",
      );
      if (!isInside) return;
      expect(canonicalNotePath(path, "/home/me/tree")).toEqual({ path, isInside });
      expect(path.split("/").every((name) => name !== "" && name !== "." && name !== "..")).toBe(true);
    }),
  );
});
