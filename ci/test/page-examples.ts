import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** A file of this repository. */
function readHere(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
}

/** What is in this repository's YAML. */
export function readYaml(path: string): unknown {
  return parse(readHere(path));
}

/** The examples of one language in a page of `docs`, in order. */
export function examplesOf(page: string, language: string): string[] {
  const blocks = readHere(`docs/${page}`).matchAll(/^```(\w+)\n(.*?)^```$/gms);
  return [...blocks].filter(([, of]) => of === language).map(([, , text = ""]) => text);
}
