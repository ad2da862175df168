import { isObject } from "@review/db/guards";

/** How reviewers of a shared sweep are asked, beside runner and model: as on the command line that planned it. */
export interface SweepSettings {
  effort?: string;
  formatHint?: string;
  exactModel: boolean;
  repair: boolean;
  /** The model that gives second opinions. */
  confirm?: string;
  timeoutMs: number;
  /** Of the planner's configuration, so that a name means the same partition everywhere. */
  aliases: Readonly<Record<string, string>>;
}

const textOf = (value: unknown) => (typeof value === "string" ? value : undefined);

/** Settings as they stand in the ledger, which anybody may have written who was let in. */
export function readSettings(settings: Readonly<Record<string, unknown>>): SweepSettings {
  const { exactModel, repair, timeoutMs, aliases } = settings;
  const [effort, formatHint, confirm] = [settings.effort, settings.formatHint, settings.confirm].map(textOf);
  return {
    ...(effort !== undefined && { effort }),
    ...(formatHint !== undefined && { formatHint }),
    ...(confirm !== undefined && { confirm }),
    exactModel: exactModel === true,
    repair: repair !== false,
    timeoutMs: typeof timeoutMs === "number" && timeoutMs > 0 ? timeoutMs : DEFAULT_TIMEOUT_MS,
    aliases: isObject(aliases)
      ? Object.fromEntries(
          Object.entries(aliases).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
        )
      : {},
  };
}

const DEFAULT_TIMEOUT_MS = 900_000;
