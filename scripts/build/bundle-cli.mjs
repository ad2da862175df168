// Bundles a command line into a few files: `node ../../scripts/build/bundle-cli.mjs` in its package, after tsc.
//
// Agents call these programs dozens of times per note, and most of the start of a Node program is finding, reading
// and compiling modules. So each command's own code is a chunk that is read only when the command runs; the chunks
// are CommonJS, which Node loads without the asynchronous machinery of ECMAScript modules; and the help, which needs
// a large library to lay out, is rendered here once. docs/performance.md has the figures.
import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, posix, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "rolldown";
import { asciiOnly } from "./ascii-only.mjs";
import { noManifestOfOthers } from "./no-manifest-of-others.mjs";
import { plainExports } from "./plain-exports.mjs";
import { thirdPartyNotices } from "./third-party-notices.mjs";

const folder = "bundle";
const main = `${folder}/main.cjs`;
/** The other thread of `@review/protocol`, which is started by its file. */
const worker = resolve(import.meta.dirname, "../../packages/protocol/dist/aside/worker.js");

/**
 * What commands share, in one file each with all that it imports and that is in none before. By itself the bundler makes forty files of it
 * for `write`, and for each of them Node looks for the file and for the manifests above it.
 */
const groups = [
  { name: "start", files: ["cli-kit/dist/run-cli", "cli-(?:split|nested)/dist/commands"] },
  // Not with the ledger: `verify --frozen` has none.
  {
    name: "tree",
    files: [
      "cli-kit/dist/(?:open-workspace|output/print)",
      "corpus/dist/files/(?:find-symlink|root-paths)",
      // Hardly anything, and what reads reviews would be loaded for it.
      "protocol/dist/(?:names|lines|findings/says-none)",
      "lifecycle/dist/json-problem",
    ],
  },
  { name: "ledger", files: ["cli-kit/dist/workspace"] },
  {
    name: "reviews",
    files: [
      "lifecycle/dist/prove-reviews",
      "views/dist/runs/progress-document",
      "cli-split/dist/(?:running-run|command-line)",
    ],
  },
  { name: "configuration", files: ["corpus/dist/configuration/config-schema"] },
  { name: "notes", files: ["corpus/dist/changed-since"] },
  {
    name: "selection",
    files: [
      "views/dist/gates/select-gates",
      "corpus/dist/gates/unknown-key",
      "corpus/dist/notes/(?:gate-scope|list-note-paths|resolve-note-path)",
      "corpus/dist/text/ignore-comment",
      "cli-kit/dist/output/explain-selection",
      "lifecycle/dist/(?:list-waived|resolve-partitions|waiver-holds)",
    ],
  },
  // Those who ask, and nobody else.
  { name: "asking", files: ["runner/dist/batch/(?:ask-for-batch|ask-runner|execute-batch)"] },
].map(({ name, files }, index, { length }) => ({
  name,
  test: new RegExp(`/(?:${files.join("|")})\\.js$`.replaceAll("/", "[\\\\/]")),
  // What two of them need is in the first.
  priority: length - index,
}));

await rm(folder, { recursive: true, force: true });
await build({
  input: { main: "dist/main.js", worker },
  platform: "node",
  plugins: [
    nativeCodeOutside(),
    kindsOfZod3(),
    noManifestOfOthers(),
    workerBeside(),
    thirdPartyNotices(),
    asciiOnly(),
    plainExports(),
  ],
  logLevel: "warn",
  // yargs asks for `import.meta.resolve` where a configuration file extends a package: we have no such file.
  checks: { emptyImportMeta: false },
  output: {
    dir: folder,
    format: "cjs",
    entryFileNames: "[name].cjs",
    chunkFileNames: "chunks/[name]-[hash].cjs",
    codeSplitting: { groups },
    // The names of functions and classes stay: the stack of a bug must say where it is. Those of variables are a fifth of what is compiled.
    minify: {
      compress: true,
      mangle: { toplevel: true, keepNames: true },
      codegen: { removeWhitespace: true },
    },
  },
});
await renderHelp();
await copySchemas();
await writeNodeFloor();
await copyPage();

/**
 * A rolldown plugin: of better-sqlite3 the JavaScript is bundled, because Node takes longer to find its 16 files than to
 * load the library; the native code is required from where the package's own installation puts it.
 * @returns {import("rolldown").Plugin}
 */
function nativeCodeOutside() {
  const finder = "bindings";
  const native = "better-sqlite3/build/Release/better_sqlite3.node";
  return {
    name: "native-code-outside",
    resolveId: (source) => {
      if (source === finder) return `\0${finder}`;
      return source === native ? { id: native, external: true } : undefined;
    },
    load: (id) =>
      id === `\0${finder}` ? `module.exports = () => require(${JSON.stringify(native)});` : undefined,
  };
}

/**
 * A rolldown plugin: what asks model services takes of zod's old version the names of its types, and for those all of it would be read.
 * @returns {import("rolldown").Plugin}
 */
function kindsOfZod3() {
  const kinds = "\0kinds of zod/v3";
  /** @type {string | undefined} */
  let file;
  return {
    name: "kinds-of-zod-3",
    async resolveId(source, importer) {
      if (source !== "zod/v3" || !importer?.includes("provider-utils")) return undefined;
      file ??= (await this.resolve(source, importer, { skipSelf: true }))?.id;
      return kinds;
    },
    async load(id) {
      if (id !== kinds || file === undefined) return undefined;
      const { ZodFirstPartyTypeKind } = await import(pathToFileURL(file).href);
      return `export const ZodFirstPartyTypeKind = ${JSON.stringify(ZodFirstPartyTypeKind)};`;
    },
  };
}

/**
 * A rolldown plugin: the file of the other thread is an entry of its own, and what starts it says where that is as seen from its chunk.
 * @returns {import("rolldown").Plugin}
 */
function workerBeside() {
  const written = /"\.\/worker\.js"/;
  return {
    name: "worker-beside",
    renderChunk: (code, { fileName, moduleIds }) => {
      if (!moduleIds.some((id) => id.endsWith("/aside/ask-aside.js"))) return undefined;
      if (!written.test(code)) throw new Error(`${fileName} does not say which file its thread runs`);
      const path = posix.relative(posix.dirname(fileName), "worker.cjs");
      return code.replace(written, JSON.stringify(path.startsWith(".") ? path : `./${path}`));
    },
  };
}

/** Writes what `--help` prints into `help/NAME.txt`, for the program and for each of its commands. */
async function renderHelp() {
  const { bin } = JSON.parse(await readFile("package.json", "utf8"));
  const [program = ""] = Object.keys(bin);
  const { commands } = await import(pathToFileURL(resolve("dist/commands.js")).href);
  const words = commands.map((/** @type {{ usage: string[] }} */ { usage }) => usage[0]?.split(" ")[0]);
  const help = [
    [program, ["--help"]],
    ...words.map((/** @type {string} */ word) => [word, [word, "--help"]]),
  ];
  const texts = [];
  for (const [name, args] of help) {
    const { stdout } = await promisify(execFile)(process.execPath, [main, ...args]);
    texts.push({ name, text: stdout });
  }
  // Only now, or the second one would be answered by what is there of the first.
  await mkdir(`${folder}/help`);
  for (const { name, text } of texts) await writeFile(`${folder}/help/${name}.txt`, text);
}

/** What the program says on a Node that is too old to read the rest. */
async function writeNodeFloor() {
  const { engines } = JSON.parse(await readFile("package.json", "utf8"));
  const code = await readFile(resolve(import.meta.dirname, "node-floor.cjs"), "utf8");
  await writeFile(`${folder}/node-floor.cjs`, code.replace('FLOOR"', `${engines.node.replace(">=", "")}"`));
}

/** The JSON schemas of what is printed and of what is configured, for those who install the program. */
async function copySchemas() {
  const require = createRequire(resolve("package.json"));
  await mkdir(`${folder}/schemas`);
  for (const name of ["@review/views/documents.schema.json", "@review/corpus/review.config.schema.json"]) {
    await copyFile(require.resolve(name), `${folder}/schemas/${basename(name)}`);
  }
}

/** The built page of `@review/web`, where the program shows it: its script has the licences of what is in it. */
async function copyPage() {
  const require = createRequire(resolve("package.json"));
  const { devDependencies } = JSON.parse(await readFile("package.json", "utf8"));
  if (!devDependencies["@review/web"]) return;
  await mkdir(`${folder}/page`);
  for (const name of ["page.js", "page.css"]) {
    await copyFile(require.resolve(`@review/web/page/${name}`), `${folder}/page/${name}`);
  }
}
