// Bundles a command line into a few files: `node ../../scripts/bundle-cli.mjs` in its package, after tsc.
// Agents call these programs dozens of times per note, and most of the start of a Node program is finding and
// reading many small modules. Each command's own code is a chunk that is read only when the command runs.
import { rm } from "node:fs/promises";
import { build } from "esbuild";

await rm("dist", { recursive: true, force: true });
await build({
  entryPoints: ["src/main.ts"],
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  chunkNames: "chunks/[name]-[hash]",
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: false,
  // Native code stays a package of its own.
  external: ["better-sqlite3"],
  // Some dependencies are CommonJS and ask for built-in modules with `require`.
  banner: {
    js: 'import { createRequire } from "node:module";const require = createRequire(import.meta.url);',
  },
  logLevel: "warning",
});
