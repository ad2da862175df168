// Who may import what. Imports point downwards only; this file is the rule, check-boundaries.mjs applies it.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { parseSync } from "oxc-parser";

/** @typedef {{ file: string, imported: string, why: string }} Violation */

/** What each package may import of the others. @type {Record<string, readonly string[]>} */
export const allowedImports = {
  db: [],
  lifecycle: ["@review/db", "@review/db/transitions"],
  corpus: [],
  protocol: [],
  runner: ["@review/db", "@review/lifecycle", "@review/corpus", "@review/protocol"],
  "cli-kit": ["@review/db", "@review/lifecycle", "@review/corpus", "@review/protocol"],
  "cli-split": ["@review/db", "@review/lifecycle", "@review/corpus", "@review/protocol", "@review/cli-kit"],
  "cli-nested": ["@review/db", "@review/lifecycle", "@review/corpus", "@review/runner", "@review/cli-kit"],
};

/** Libraries that one file alone may import. @type {Record<string, readonly string[]>} */
export const soleImporters = {
  execa: ["runner/src/subprocess.ts", "runner/src/process-group.ts"],
};

/** Where `process` may be touched: the kit's edge, the bins' entries, and where a process group is signalled. */
export const processUsers = [
  "cli-kit/src/io.ts",
  "cli-split/src/main.ts",
  "cli-nested/src/main.ts",
  "runner/src/process-group.ts",
];

/**
 * Every import in `packages` that breaks the rules: upwards, sideways, into another package's files, in a
 * circle, or of a library that has its one place.
 * @param {string} packages the folder that holds the packages
 * @returns {Violation[]}
 */
export function findViolations(packages) {
  /** @type {Violation[]} */
  const violations = [];
  /** @type {Map<string, string[]>} */
  const graph = new Map();
  for (const name of Object.keys(allowedImports)) {
    for (const path of sourceFiles(join(packages, name, "src"))) {
      const file = relative(packages, path).split(sep).join("/");
      const text = readFileSync(path, "utf8");
      const imports = importsOf(path, text);
      graph.set(file, []);
      for (const imported of imports) {
        const why = violation(name, file, imported, packages);
        if (why) violations.push({ file, imported, why });
        else if (imported.startsWith("."))
          graph.get(file)?.push(join(dirname(file), imported).split(sep).join("/"));
      }
      if (/\bprocess\.[a-z]/.test(stripComments(text)) && !processUsers.includes(file)) {
        violations.push({ file, imported: "process", why: "only the command lines' edge touches `process`" });
      }
    }
  }
  return [...violations, ...findCircles(graph)];
}

/**
 * @param {string} name
 * @param {string} file
 * @param {string} imported
 * @param {string} packages
 */
function violation(name, file, imported, packages) {
  if (imported.startsWith(".")) {
    const inside = relative(join(packages, name, "src"), resolve(packages, dirname(file), imported));
    return inside.startsWith("..") ? "reaches into files outside its package's src" : undefined;
  }
  if (imported.startsWith("@review/")) {
    return allowedImports[name]?.includes(imported) ? undefined : `packages/${name} may not import it`;
  }
  const sole = soleImporters[imported];
  return sole && !sole.includes(file) ? `only ${sole.join(" and ")} may import it` : undefined;
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
 * The specifiers of all imports and re-exports of a module, static and dynamic, of types and of values.
 * @param {string} path
 * @param {string} text
 */
function importsOf(path, text) {
  const { module } = parseSync(path, text);
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
    text.slice(start + 1, end - 1),
  );
  const reexports = module.staticExports.flatMap(({ entries }) =>
    entries.map((entry) => entry.moduleRequest?.value),
  );
  const all = [...module.staticImports.map((item) => item.moduleRequest.value), ...dynamic, ...reexports];
  return [...new Set(all.filter((value) => value !== undefined && value !== null))];
}

/** @param {string} text */
function stripComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
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
