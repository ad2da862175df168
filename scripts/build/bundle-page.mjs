// Bundles the page for the browser: `node ../../scripts/build/bundle-page.mjs` in packages/web, after tsc. What is written is
// one script and one style sheet, so that a report can carry both in itself. The licences of what is bundled stand in the
// script, since it travels with every report.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { build } from "rolldown";
import { thirdPartyNotices } from "./third-party-notices.mjs";

const folder = "dist/page";
const styles = "src/page/styles";

const { output } = await build({
  input: "src/page/main.tsx",
  platform: "browser",
  plugins: [thirdPartyNotices()],
  logLevel: "warn",
  tsconfig: "tsconfig.page.json",
  write: false,
  output: { format: "esm", minify: true, codeSplitting: false },
});
const script = output.find((file) => file.type === "chunk");
const notices = output.find((file) => file.type === "asset");
if (!script || !notices) throw new Error("the page was not bundled into one script");
const names = (await readdir(styles)).filter((name) => name.endsWith(".css")).sort();
const sheets = await Promise.all(names.map((name) => readFile(`${styles}/${name}`, "utf8")));

await mkdir(folder, { recursive: true });
await writeFile(
  `${folder}/page.js`,
  `/*!\n${String(notices.source).replaceAll("*/", "* /")}*/\n${script.code}`,
);
await writeFile(`${folder}/page.css`, sheets.join("\n"));
