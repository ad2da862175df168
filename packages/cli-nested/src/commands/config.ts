import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  type Cell,
  type CommandRun,
  layOutTable,
  openWorkspace,
  printJson,
  printLines,
} from "@review/cli-kit";
import { escapeUnclear, type ReviewConfig } from "@review/corpus";
import { ledgerExists, shownLedger } from "@review/db";
import { createRedactor } from "@review/runner";
import { effectiveSettings, type Setting, type SettingOrigin } from "./config/effective-settings.ts";

/** The effective configuration. Paths are absolute. */
export interface ConfigDocument {
  root: string;
  /** `null` without a `review.config.json`. */
  configPath: string | null;
  ledger: { url: string; exists: boolean };
  /** With the keys of `review.config.json` and every default filled in. */
  config: ReviewConfig;
  /** Where each value comes from, by dotted key, also of `root` and `ledger`. */
  origins: Record<string, SettingOrigin>;
}

/** Shows the effective configuration, and where each value comes from. */
export const runConfig: CommandRun<object> = async (args, { io }) => {
  const { corpus, ledgerUrl: place } = await openWorkspace(args, io);
  const ledgerUrl = shownLedger(place);
  const hasGit = existsSync(join(corpus.root, ".git"));
  const effective = effectiveSettings(args, io.environment, { corpus, ledgerUrl, hasGit });
  const { settings, config } = withoutKeys(effective);
  const isThere = ledgerExists(ledgerUrl);
  if (args.json) {
    const document: ConfigDocument = {
      root: corpus.root,
      configPath: corpus.configPath ?? null,
      ledger: { url: ledgerUrl, exists: isThere },
      config,
      origins: Object.fromEntries(settings.map(({ key, origin }) => [key, origin])),
    };
    return printJson(io, document);
  }
  const rows = settings.map(({ key, value, origin }): Cell[] => [
    { text: escapeUnclear(key) },
    { text: origin, style: "dim" },
    { text: describeValue(value) + (key === "ledger" && !isThere ? " (not there yet)" : "") },
  ]);
  printLines(io, layOutTable(rows, { head: 2, last: "wrapped" }, io));
};

/** The same without what has the shape of a key or a password, in whatever text it stands: an argument of a runner may be a URL. */
function withoutKeys<Shown>(shown: Shown): Shown {
  const { everything } = createRedactor([]);
  return JSON.parse(JSON.stringify(shown), (_, value) =>
    typeof value === "string" ? everything(value) : value,
  );
}

function describeValue(value: Setting["value"]): string {
  if (value === undefined) return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(describeValue).join(", ");
  return typeof value === "object" ? escapeUnclear(JSON.stringify(value)) : String(value);
}
