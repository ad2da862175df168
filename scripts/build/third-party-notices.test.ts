import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findPackages, renderNotices } from "./third-party-notices.mjs";

const root = mkdtempSync(join(tmpdir(), "review-notices-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("the notices of bundled packages", () => {
  it("name each package of others once, by the manifest that has a version", () => {
    const files = [
      file("a/dist/cjs/index.js"),
      file("a/dist/other.js"),
      file("own/index.js"),
      "\0rolldown/runtime.js",
    ];
    file("a/package.json", JSON.stringify({ name: "a", version: "1.0.0", license: "MIT" }));
    file("a/dist/cjs/package.json", JSON.stringify({ type: "commonjs" }));
    file("own/package.json", JSON.stringify({ name: "@review/db", version: "0.1.0", license: "MIT" }));
    expect(findPackages(files)).toEqual([
      { name: "a", version: "1.0.0", license: "MIT", folder: join(root, "a") },
    ]);
  });

  it("give a licence once for all that share it, and each its own file", () => {
    file("b/LICENSE.md", "Copyright B\r\n");
    file("c/license", "Copyright B\n\n");
    file("d/LICENCE", "Copyright D");
    file("d/NOTICE.txt", "D was made by D.");
    const notices = renderNotices([owner("b"), owner("c"), owner("d")]);
    expect(notices.split(/\n-+\n/).map((section) => section.trim())).toEqual([
      expect.stringContaining("The code of these packages"),
      "b 1.0.0 (MIT)\nc 1.0.0 (MIT)\n\nCopyright B",
      "d 1.0.0 (MIT)\n\nCopyright D\n\nD was made by D.",
    ]);
  });

  it("take the text of the named licence where the package has no file, and demand it where none is kept", () => {
    file("e/index.js");
    expect(renderNotices([owner("e", "Apache-2.0")])).toContain("Apache License");
    expect(() => renderNotices([owner("e", "MIT")])).toThrow(
      "e (MIT) is bundled and has no licence file: put its text into scripts/build/licences/MIT.txt",
    );
  });
});

function file(path: string, text = ""): string {
  const whole = join(root, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

function owner(name: string, license = "MIT") {
  return { name, version: "1.0.0", license, folder: join(root, name) };
}
