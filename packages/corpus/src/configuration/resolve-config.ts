import { posix } from "node:path";
import type { ConfigOrigin, Corpus, ReviewConfig } from "./config.ts";
import type { ConfigFile } from "./config-schema.ts";
import { type Layout, PLAIN_LAYOUT } from "./layout.ts";

/** Fills a configuration file up: the file's own values first, then the layout found in the tree, then the defaults. */
export function resolveConfig(file: ConfigFile, layout?: Layout): Pick<Corpus, "config" | "origins"> {
  const folders = layout ?? PLAIN_LAYOUT;
  const limits = { gatesPerPrompt: 12, promptBytes: 400_000, timeoutSeconds: 900, jobs: 2, ...file.limits };
  const config: ReviewConfig = {
    notes: file.notes ?? [`${folders.notes}/**/*.md`],
    exclude: file.exclude ?? ["**/index.md", "**/*-index.md"],
    gates: normalFolder(file.gates ?? folders.gates),
    linkRoots: resolveLinkRoots(file.linkRoots),
    database: file.database ?? ".review/ledger.sqlite",
    defaults: { ...file.defaults },
    // Without a prototype, so that looking up a model called "constructor" finds nothing.
    aliases: Object.assign(Object.create(null), file.aliases),
    requireModel: file.requireModel ?? false,
    lock: { path: normalFolder(file.lock?.path ?? "review.lock"), auto: file.lock?.auto ?? false },
    verify: { models: [], failOn: "fail", acceptStale: [], ...file.verify },
    runners: Object.assign(Object.create(null), file.runners),
    limits,
  };
  const fromTree: ConfigOrigin = layout === undefined ? "default" : "layout";
  const origins: Record<string, ConfigOrigin> = {
    notes: file.notes ? "file" : fromTree,
    exclude: file.exclude ? "file" : "default",
    gates: file.gates ? "file" : fromTree,
    linkRoots: file.linkRoots ? "file" : "default",
    database: file.database ? "file" : "default",
    aliases: file.aliases ? "file" : "default",
    requireModel: file.requireModel === undefined ? "default" : "file",
    runners: file.runners ? "file" : "default",
  };
  for (const key of ["runner", "model", "effort"] as const) {
    origins[`defaults.${key}`] = file.defaults?.[key] === undefined ? "default" : "file";
  }
  for (const key of ["path", "auto"] as const) {
    origins[`lock.${key}`] = file.lock?.[key] === undefined ? "default" : "file";
  }
  for (const key of ["models", "failOn", "require", "acceptStale"] as const) {
    origins[`verify.${key}`] = file.verify?.[key] === undefined ? "default" : "file";
  }
  for (const key of Object.keys(limits)) {
    origins[`limits.${key}`] =
      file.limits !== undefined && Object.hasOwn(file.limits, key) ? "file" : "default";
  }
  return { config, origins };
}

function resolveLinkRoots(written: ConfigFile["linkRoots"] = {}): ReviewConfig["linkRoots"] {
  const roots = Object.entries(written).map(([prefix, folders]) => [
    prefix,
    [folders].flat().map(normalFolder),
  ]);
  return Object.assign(Object.create(null), Object.fromEntries(roots));
}

function normalFolder(folder: string): string {
  return posix.normalize(folder).replace(/(?<=.)\/+$/, "");
}
