import { readFileSync } from "node:fs";
import type { PageAssets } from "./render-report.ts";

// As seen from `dist/report`, and from the chunks of a program that has the page beside them.
const folder = new URL("../page/", import.meta.url);

/** The built page. */
export const readPageAssets = (): PageAssets => ({
  script: readFileSync(new URL("page.js", folder), "utf8"),
  style: readFileSync(new URL("page.css", folder), "utf8"),
});
