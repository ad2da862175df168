import { readdirSync, readFileSync } from "node:fs";
import { posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Not ours, or made from what is. */
const LEFT_OUT = ["node_modules", "dist", "api", ".git", ".turbo", ".review"];
const files = listFiles();
/** Example notes have defects on purpose; fixtures are no documents. */
const documents = files.filter(
  (file) =>
    file.endsWith(".md") && !/^examples\/kb\/(?:notes|gates)\/|\/fixtures\/|\/transcripts\//.test(file),
);

describe("the documents", () => {
  it.each(documents)("%s: every link leads somewhere", (document) => {
    const text = withoutCode(read(document));
    const broken = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(document, target));
    expect(broken).toEqual([]);
  });

  it.each(documents)("%s: every path named in it exists", (document) => {
    const text = read(document).replace(/^```.*?^```$/gms, "");
    const named = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code).filter(isPathOfOurs);
    expect(named.filter((path) => !exists(document, path))).toEqual([]);
  });
});

/** A path of the repository: below one of its folders, or below `src` or `test` of the package it is named in. */
function isPathOfOurs(code: string): boolean {
  return /^(?:\.github|packages|docs|scripts|ci|src|test|db|lifecycle|corpus|protocol|runner|cli-[a-z*]+)\/[\w./*-]+$/.test(
    code,
  );
}

/** `*` and words in capitals stand for any name. */
function exists(document: string, path: string): boolean {
  const name = path
    .replace(/\/$/, "")
    .replace(/[.+]/g, "\\$&")
    .replace(/\*|[A-Z]{2,}/g, "[^/]*");
  const bases = [
    "",
    "packages/",
    `${posix.dirname(document)}/`,
    ...(/^packages\/[^/]+\//.exec(document) ?? []),
  ];
  return bases.some((base) => {
    const pattern = new RegExp(`^${base.replace(/^\.\//, "")}${name}(?:/|$)`);
    return files.some((file) => pattern.test(file));
  });
}

function leadsSomewhere(document: string, target: string): boolean {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? document : posix.join(posix.dirname(document), path);
  if (path !== "" && !files.some((each) => each === file || each.startsWith(`${file.replace(/\/$/, "")}/`)))
    return false;
  return anchor === undefined || anchorsOf(file).includes(anchor);
}

/** The anchors that GitHub gives to headings. */
function anchorsOf(document: string): string[] {
  return [...withoutCode(read(document)).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function withoutCode(markdown: string): string {
  return markdown
    .replace(/^```.*?^```$/gms, "")
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ""));
}

function read(file: string): string {
  return readFileSync(`${root}/${file}`, "utf8");
}

function listFiles(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (LEFT_OUT.includes(entry.name)) return [];
    const path = `${folder.replace(/[\\/]$/, "")}${sep}${entry.name}`;
    return entry.isDirectory() ? listFiles(path) : [relative(root, path).split(sep).join("/")];
  });
}
