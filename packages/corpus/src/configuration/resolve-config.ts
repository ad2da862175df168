import { posix } from "node:path";
import type { ConfigOrigin, Corpus, ReviewConfig } from "./config.ts";
import type { ConfigFile } from "./config-schema.ts";
import { excludeOf, type Layout, notesOf, PLAIN_LAYOUT } from "./layout.ts";

/** Where the ledger is if nobody says, from the root. */
export const USUAL_LEDGER = ".review/ledger.sqlite";

/** Fills a configuration file up: the file's own values first, then the layout found in the tree, then the defaults. */
export function resolveConfig(file: ConfigFile, layout?: Layout): Pick<Corpus, "config" | "origins"> {
  const folders = layout ?? PLAIN_LAYOUT;
  const limits = { gatesPerPrompt: 12, promptBytes: 400_000, timeoutSeconds: 900, jobs: 2, ...file.limits };
  const config: ReviewConfig = {
    notes: file.notes ?? notesOf(folders),
    exclude: file.exclude ?? excludeOf(folders),
    gates: normalFolder(file.gates ?? folders.gates),
    linkRoots: resolveLinkRoots(file.linkRoots),
    database: file.database ?? USUAL_LEDGER,
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
  const origins = {
    ...originsOf(["linkRoots", "database", "aliases", "requireModel", "runners"], file),
    ...originsOf(["notes", "exclude", "gates"], file, { otherwise: fromTree }),
    ...originsOf(["runner", "model", "effort"], file.defaults, { within: "defaults." }),
    ...originsOf(["path", "auto"], file.lock, { within: "lock." }),
    ...originsOf(["models", "failOn", "require", "minFixtures", "acceptStale"], file.verify, {
      within: "verify.",
    }),
    ...originsOf(Object.keys(limits), file.limits, { within: "limits." }),
  };
  return { config, origins };
}

/** Where the values of some keys come from: the file if they are written there. */
function originsOf(
  keys: readonly string[],
  written: object = {},
  { within = "", otherwise = "default" }: { within?: string; otherwise?: ConfigOrigin } = {},
): Record<string, ConfigOrigin> {
  const origin = (key: string): ConfigOrigin => (Object.hasOwn(written, key) ? "file" : otherwise);
  return Object.fromEntries(keys.map((key) => [within + key, origin(key)]));
}

function resolveLinkRoots(written: ConfigFile["linkRoots"] = {}): ReviewConfig["linkRoots"] {
  const roots = Object.entries(written).map(([prefix, folders]) => [
    prefix,
    [folders].flat().map(normalFolder),
  ]);
  return Object.assign(Object.create(null), Object.fromEntries(roots));
}

function normalFolder(folder: string): string {
  return posix.normalize(folder).replace(/(?<=.)\/$/, "");
}
