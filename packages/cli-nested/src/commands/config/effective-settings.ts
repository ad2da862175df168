import type { GlobalArgs } from "@review/cli-kit";
import type { ConfigOrigin, Corpus, ReviewConfig } from "@review/corpus";

/** Where a value comes from; `git` only for a root that was found by its `.git`. */
export type SettingOrigin = ConfigOrigin | "flag" | "env" | "git";

/** One value of the effective configuration; `undefined` where nothing says anything. */
export interface Setting {
  /** `root`, `ledger`, or the dotted key in `review.config.json`. */
  key: string;
  value: unknown;
  origin: SettingOrigin;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What holds for a command line with these flags: flags beat the environment (`REVIEW_ROOT`, `REVIEW_DB`,
 * `REVIEW_RUNNER`, `REVIEW_MODEL`, `REVIEW_EFFORT`), that beats the file, the layout of the tree and the defaults.
 */
export function effectiveSettings(
  args: Pick<GlobalArgs, "root" | "db">,
  environment: Environment,
  { corpus, ledgerUrl, hasGit }: { corpus: Corpus; ledgerUrl: string; hasGit: boolean },
): { settings: Setting[]; config: ReviewConfig } {
  const { config, origins } = corpus;
  const fromFile = (key: string): SettingOrigin => origins[key] ?? "default";
  const given = (flag: string | undefined, variable: string): SettingOrigin | undefined => {
    if (flag !== undefined) return "flag";
    return environment[variable]?.trim() ? "env" : undefined;
  };
  const found = corpus.configPath !== undefined ? "file" : hasGit ? "git" : "layout";

  const settings: Setting[] = [
    { key: "root", value: corpus.root, origin: given(args.root, "REVIEW_ROOT") ?? found },
    { key: "ledger", value: ledgerUrl, origin: given(args.db, "REVIEW_DB") ?? fromFile("database") },
  ];
  for (const key of ["notes", "exclude", "gates", "database"] as const) {
    settings.push({ key, value: config[key], origin: fromFile(key) });
  }
  const defaults = { ...config.defaults };
  for (const name of ["runner", "model", "effort"] as const) {
    const set = environment[`REVIEW_${name.toUpperCase()}`]?.trim() || undefined;
    if (set !== undefined) defaults[name] = set;
    const key = `defaults.${name}`;
    settings.push({ key, value: defaults[name], origin: set === undefined ? fromFile(key) : "env" });
  }
  settings.push({ key: "requireModel", value: config.requireModel, origin: fromFile("requireModel") });
  for (const key of ["path", "auto"] as const) {
    settings.push({ key: `lock.${key}`, value: config.lock[key], origin: fromFile(`lock.${key}`) });
  }
  for (const key of ["models", "failOn", "require", "minFixtures", "acceptStale"] as const) {
    settings.push({ key: `verify.${key}`, value: config.verify[key], origin: fromFile(`verify.${key}`) });
  }
  for (const key of ["linkRoots", "aliases", "runners"] as const) {
    const entries = Object.entries(config[key]);
    if (entries.length === 0) settings.push({ key, value: undefined, origin: fromFile(key) });
    for (const [name, value] of entries) {
      settings.push({ key: `${key}.${name}`, value, origin: fromFile(key) });
    }
  }
  for (const [name, value] of Object.entries(config.limits)) {
    settings.push({ key: `limits.${name}`, value, origin: fromFile(`limits.${name}`) });
  }
  return { settings, config: { ...config, defaults } };
}
