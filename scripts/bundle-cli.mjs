// Bundles a command line into a few files: `node ../../scripts/bundle-cli.mjs` in its package, after tsc.
// Agents call these programs dozens of times per note, and most of the start of a Node program is finding and
// reading many small modules. Each command's own code is a chunk that is read only when the command runs.
import { rm } from "node:fs/promises";
import { build } from "rolldown";

await rm("bundle", { recursive: true, force: true });
await build({
  input: { main: "dist/main.js" },
  platform: "node",
  // Native code stays a package of its own.
  external: ["better-sqlite3"],
  logLevel: "warn",
  output: {
    dir: "bundle",
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name]-[hash].js",
    // Names stay: stack traces of a bug must say where it is.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  },
});
