// Who may import what. Imports point downwards only; this file is the rule, check-boundaries.mjs applies it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { readModule } from "./read-module.mjs";

/** @typedef {{ file: string, imported: string, why: string }} Violation */

/** Behind these entry points of db is no ledger, only words, types and guards. */
const PLAIN = ["@review/db/vocabulary", "@review/db/guards"];

/** Sentences that are printed and shown alike: the browser has them, too, so that they are made of nothing but themselves. */
const WORDS = { folder: "views/src/words/", name: "@review/views/words" };

/** How much Markdown is read, wherever that is: numbers alone, for the browser, too. */
const BOUNDS = "@review/corpus/markdown-bounds";

/** What each package may import of the others. @type {Record<string, readonly string[]>} */
export const allowedImports = {
  db: [],
  lifecycle: [
    ...PLAIN,
    "@review/db",
    "@review/db/check-fields",
    "@review/db/transitions",
    "@review/protocol",
  ],
  import: [...PLAIN, "@review/db", "@review/db/transitions", "@review/lifecycle"],
  corpus: [...PLAIN, "@review/protocol"],
  protocol: PLAIN,
  lock: [...PLAIN, "@review/corpus"],
  views: [...PLAIN, "@review/db", "@review/lifecycle", "@review/corpus", "@review/protocol", "@review/lock"],
  runner: [...PLAIN, "@review/db", "@review/lifecycle", "@review/corpus", "@review/protocol"],
  worker: [
    ...PLAIN,
    "@review/db",
    "@review/db/queue",
    "@review/lifecycle",
    "@review/corpus",
    "@review/runner",
  ],
  // What runs in a browser has the types alone of all of these, and the words.
  web: [...PLAIN, WORDS.name, BOUNDS, "@review/db", "@review/lifecycle", "@review/corpus", "@review/views"],
  "cli-kit": [
    ...PLAIN,
    "@review/db",
    "@review/lifecycle",
    "@review/corpus",
    "@review/lock",
    "@review/views",
    // The words alone: of what stands in a command line no document is made yet.
    "@review/views/formats",
  ],
  "cli-split": [
    ...PLAIN,
    "@review/db",
    "@review/lifecycle",
    "@review/corpus",
    "@review/protocol",
    "@review/views",
    "@review/cli-kit",
  ],
  "cli-nested": [
    ...PLAIN,
    "@review/db",
    "@review/lifecycle",
    "@review/import",
    "@review/corpus",
    "@review/lock",
    "@review/views",
    "@review/runner",
    "@review/worker",
    "@review/web",
    "@review/cli-kit",
  ],
};

/** What tests share: a package whose sources are all test code. */
const TEST_KIT = "test-kit";

/** What single files may import besides. @type {Record<string, readonly string[]>} */
const exceptions = {
  // The types of their error codes: the table of exit codes must hold all there are.
  "cli-kit/src/errors/exit-codes.ts": ["@review/runner", "@review/import"],
};

/** Libraries that some files, or those of a folder, alone may import; so is what stands behind a `/` of theirs. @type {Record<string, readonly string[]>} */
export const soleImporters = {
  execa: ["runner/src/process/start-process.ts"],
  // Processes are started by execa.
  "node:child_process": [],
  child_process: [],
  // No type of a driver leaves its engine.
  "better-sqlite3": ["db/src/sqlite/", "import/src/old-file/"],
  "drizzle-orm": ["db/src/sqlite/"],
  pg: ["db/src/postgres/driver/"],
};

/** What runs in a browser: it has the types of other packages, and nothing of Node. */
const BROWSER = "web/src/page/";

/** Where `process` may be touched: the kit's edge, the bins' entries, and where a process group is signalled. */
export const processUsers = [
  "cli-kit/src/process/io.ts",
  "cli-split/src/main.ts",
  "cli-nested/src/main.ts",
  "runner/src/process/process-group.ts",
];

/**
 * Every import in `packages` that breaks the rules: upwards, sideways, into another package's files, in a
 * circle, or of a library that has its one place. Tests may import what they like but other packages' tests: what
 * several share is in the test kit, which no other source imports.
 * @param {string} packages the folder that holds the packages
 * @returns {Violation[]}
 */
export function findViolations(packages) {
  /** @type {Violation[]} */
  const violations = [];
  /** @type {Map<string, Set<string>>} */
  const graph = new Map();
  const names = readdirSync(packages).filter((name) => existsSync(join(packages, name, "src")));
  const sources = names.filter((name) => name !== TEST_KIT);
  for (const path of sources.flatMap((name) => sourceFiles(join(packages, name, "src")))) {
    const file = relative(packages, path).split(sep).join("/");
    const { imports, values, touchesProcess } = readModule(path, readFileSync(path, "utf8"));
    for (const imported of imports) {
      const why =
        violation(file, imported) ?? (values.includes(imported) ? notInBrowser(file, imported) : undefined);
      if (why) violations.push({ file, imported, why });
      else if (imported.startsWith(".")) {
        const [from, to] = siblings(file, join(dirname(file), imported).split(sep).join("/"));
        graph.set(from, (graph.get(from) ?? new Set()).add(to));
      }
    }
    if (touchesProcess && !processUsers.includes(file)) {
      violations.push({ file, imported: "process", why: "only the command lines' edge touches `process`" });
    }
  }
  return [...violations, ...findCircles(graph), ...names.flatMap((name) => sharedTests(packages, name))];
}

/**
 * The imports of a package's tests that reach into the tests of another one.
 * @param {string} packages @param {string} name
 * @returns {Violation[]}
 */
function sharedTests(packages, name) {
  const files = [
    ...filesIn(join(packages, name, "src"), /\.test\.ts$/),
    ...filesIn(join(packages, name, "test"), /\.(?:ts|mjs)$/),
  ];
  return files.flatMap((path) =>
    readModule(path, readFileSync(path, "utf8")).imports.flatMap((imported) => {
      if (!imported.startsWith(".")) return [];
      const [other, folder] = relative(packages, resolve(dirname(path), imported)).split(sep);
      if (other === name || folder !== "test") return [];
      const file = relative(packages, path).split(sep).join("/");
      return [{ file, imported, why: `what tests of several packages share is in packages/${TEST_KIT}` }];
    }),
  );
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
    const allowed = [...(allowedImports[name] ?? []), ...(exceptions[file] ?? [])];
    return allowed.includes(imported) ? undefined : `packages/${name} may not import it`;
  }
  const library = Object.keys(soleImporters).find(
    (each) => imported === each || imported.startsWith(`${each}/`),
  );
  const sole = soleImporters[library ?? ""];
  if (!sole?.every((place) => file !== place && !(place.endsWith("/") && file.startsWith(place))))
    return undefined;
  return sole.length === 0 ? "nothing may import it" : `only ${sole.join(" and ")} may import it`;
}

/**
 * @param {string} file
 * @param {string} imported
 */
function notInBrowser(file, imported) {
  const isOurs = /^(?:@review\/|node:)/.test(imported) && imported !== WORDS.name && imported !== BOUNDS;
  const isNotIts = file.startsWith(WORDS.folder) ? !imported.startsWith("./") : isOurs;
  if (!isNotIts || !(file.startsWith(BROWSER) || file.startsWith(WORDS.folder))) return undefined;
  return "a browser has neither our packages nor Node: only their types";
}

/** @param {string} directory */
const sourceFiles = (directory) => filesIn(directory, /(?<!\.test)\.tsx?$/);

/**
 * @param {string} directory
 * @param {RegExp} name
 * @returns {string[]}
 */
function filesIn(directory, name) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * What two files are to each other in the nearest folder that holds both: themselves, or the folders in it that hold
 * them. Where no folder's siblings import each other in a circle, no files and no folders do.
 * @param {string} file
 * @param {string} imported
 * @returns {[from: string, to: string]}
 */
function siblings(file, imported) {
  const [a, b] = [file.split("/"), imported.split("/")];
  const depth = a.findIndex((name, index) => name !== b[index]) + 1;
  return [a.slice(0, depth).join("/"), b.slice(0, depth).join("/")];
}

/**
 * @param {Map<string, Set<string>>} graph
 * @returns {Violation[]}
 */
function findCircles(graph) {
  /** @type {Violation[]} */
  const circles = [];
  const done = new Set();
  /** @param {string} name @param {string[]} path */
  const visit = (name, path) => {
    if (path.includes(name)) {
      const circle = [...path.slice(path.indexOf(name)), name];
      circles.push({ file: name, imported: circle.slice(1).join(" → "), why: "imports in a circle" });
      return;
    }
    if (done.has(name)) return;
    for (const next of graph.get(name) ?? []) visit(next, [...path, name]);
    done.add(name);
  };
  for (const name of graph.keys()) visit(name, []);
  return circles;
}
