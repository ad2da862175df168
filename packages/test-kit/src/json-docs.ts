import { readFileSync } from "node:fs";

const page = readFileSync(new URL("../../../docs/json.md", import.meta.url), "utf8");

/** The fields that a section of the page names. */
export function documented(section: string): Set<string> {
  const [, text = ""] = page.split(`\n## ${section}\n`);
  const [table = ""] = text.split("\n## ");
  const cells = table.split("\n").flatMap((line) => /^\| (`[^|]+`) \|/.exec(line)?.[1] ?? []);
  return new Set(
    cells.flatMap((cell) => [...cell.matchAll(/`([\w.]+)(?:\[\])?`/g)].map(([, name]) => name ?? "")),
  );
}

/** The fields of a document and of the entries of its lists and objects. What has free keys is not looked into. */
export function fieldsOf(document: Record<string, unknown>): Set<string> {
  const isClosed = (name: string) =>
    !["countsByGate", "counts", "acceptance", "diff", "override", "estimate"].includes(name);
  const fields = Object.entries(document).flatMap(([name, value]) => {
    const entries = (Array.isArray(value) ? value : [value]).filter((entry) => typeof entry === "object");
    const inner = isClosed(name) ? entries.flatMap((entry) => Object.keys(entry)) : [];
    return [name, ...inner.map((field) => `${name}.${field}`)];
  });
  return new Set(fields.filter((field) => field !== "schema" && field !== "exitCode"));
}
