// Who may import what. Imports point downwards only; this file is the rule, check-boundaries.mjs applies it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { readModule } from "./read-module.mjs";

/** @typedef {{ file: string, imported: string, why: string }} Violation */

/** What each package may import of the others. @type {Record<string, readonly string[]>} */
export const allowedImports = {
  db: [],
  lifecycle: ["@review/db", "@review/db/transitions"],
  corpus: ["@review/protocol"],
  protocol: [],
  views: ["@review/db", "@review/lifecycle", "@review/corpus", "@review/protocol"],
  runner: ["@review/db", "@review/lifecycle", "@review/corpus", "@review/protocol"],
  "cli-kit": ["@review/db", "@review/lifecycle", "@review/corpus", "@review/views"],
  "cli-split": [
    "@review/db",
    "@review/lifecycle",
    "@review/corpus",
    "@review/protocol",
    "@review/views",
    "@review/cli-kit",
  ],
  "cli-nested": [
    "@review/db",
    "@review/lifecycle",
    "@review/corpus",
    "@review/views",
    "@review/runner",
    "@review/cli-kit",
  ],
};

/** Libraries that some files alone may import. @type {Record<string, readonly string[]>} */
export const soleImporters = {
  execa: ["runner/src/process/start-process.ts"],
  // Processes are started by execa.
  "node:child_process": [],
  child_process: [],
};

/** Where `process` may be touched: the kit's edge, the bins' entries, and where a process group is signalled. */
export const processUsers = [
  "cli-kit/src/io.ts",
  "cli-split/src/main.ts",
  "cli-nested/src/main.ts",
  "runner/src/process/process-group.ts",
];

/**
 * Every import in `packages` that breaks the rules: upwards, sideways, into another package's files, in a
 * circle, or of a library that has its one place. Tests may import what they like.
 * @param {string} packages the folder that holds the packages
 * @returns {Violation[]}
 */
export function findViolations(packages) {
  /** @type {Violation[]} */
  const violations = [];
  /** @type {Map<string, string[]>} */
  const graph = new Map();
  const names = readdirSync(packages).filter((name) => existsSync(join(packages, name, "src")));
  for (const path of names.flatMap((name) => sourceFiles(join(packages, name, "src")))) {
    const file = relative(packages, path).split(sep).join("/");
    const { imports, touchesProcess } = readModule(path, readFileSync(path, "utf8"));
    const neighbours = [];
    for (const imported of imports) {
      const why = violation(file, imported);
      if (why) violations.push({ file, imported, why });
      else if (imported.startsWith(".")) neighbours.push(join(dirname(file), imported).split(sep).join("/"));
    }
    graph.set(file, neighbours);
    if (touchesProcess && !processUsers.includes(file)) {
      violations.push({ file, imported: "process", why: "only the command lines' edge touches `process`" });
    }
  }
  return [...violations, ...findCircles(graph)];
}

/**
 * @param {string} file relative to the folder of the packages
 * @param {string} imported
 */
function violation(file, imported) {
  const [name = ""] = file.split("/");
  if (imported.startsWith(".")) {
    const target = resolve("/", dirname(file), imported);
    return target.startsWith(resolve("/", name, "src"))
      ? undefined
      : "reaches into files outside its package's src";
  }
  if (imported.startsWith("@review/")) {
    return allowedImports[name]?.includes(imported) ? undefined : `packages/${name} may not import it`;
  }
  const sole = soleImporters[imported];
  if (!sole || sole.includes(file)) return undefined;
  return sole.length === 0 ? "nothing may import it" : `only ${sole.join(" and ")} may import it`;
}

/**
 * @param {string} directory
 * @returns {string[]}
 */
function sourceFiles(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * @param {Map<string, string[]>} graph
 * @returns {Violation[]}
 */
function findCircles(graph) {
  /** @type {Violation[]} */
  const circles = [];
  const done = new Set();
  /** @param {string} file @param {string[]} path */
  const visit = (file, path) => {
    if (path.includes(file)) {
      const circle = [...path.slice(path.indexOf(file)), file];
      circles.push({ file, imported: circle.slice(1).join(" → "), why: "imports in a circle" });
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return circles;
}
