// The built command lines, as users get them.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** @param {"cli-split" | "cli-nested"} name */
function binOf(name) {
  const manifest = fileURLToPath(new URL(`../../packages/${name}/package.json`, import.meta.url));
  const [file = ""] = Object.values(JSON.parse(readFileSync(manifest, "utf8")).bin);
  return join(dirname(manifest), String(file));
}

export const REVIEW_SPLIT = process.env.BENCH_SPLIT ?? binOf("cli-split");
export const REVIEW_NESTED = process.env.BENCH_NESTED ?? binOf("cli-nested");
