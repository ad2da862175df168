import { existsSync } from "node:fs";
import { join } from "node:path";
import { type CommandRun, openWorkspace, printJson } from "@review/cli-kit";
import { ledgerExists } from "@review/db";
import { type Cell, layOutTable } from "../terminal/table.ts";
import { writeLines } from "../terminal/write-lines.ts";
import { effectiveSettings, type Setting } from "./config/effective-settings.ts";

/** Shows the effective configuration, and where each value comes from. */
export const runConfig: CommandRun<object> = async (args, { io }) => {
  const { corpus, ledgerUrl } = await openWorkspace(args, io);
  const hasGit = existsSync(join(corpus.root, ".git"));
  const { settings, config } = effectiveSettings(args, io.environment, { corpus, ledgerUrl, hasGit });
  const isThere = ledgerExists(ledgerUrl);
  if (args.json) {
    printJson(io, {
      root: corpus.root,
      configPath: corpus.configPath ?? null,
      ledger: { url: ledgerUrl, exists: isThere },
      config,
      origins: Object.fromEntries(settings.map(({ key, origin }) => [key, origin])),
    });
    return 0;
  }
  const rows = settings.map(({ key, value, origin }): Cell[] => [
    { text: key },
    { text: origin, style: "dim" },
    { text: describeValue(value) + (key === "ledger" && !isThere ? " (not there yet)" : "") },
  ]);
  writeLines(io, layOutTable(rows, { head: 2, last: "wrapped" }, io));
  return 0;
};

function describeValue(value: Setting["value"]): string {
  if (value === undefined) return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
