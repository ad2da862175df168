import { join } from "node:path";
import type { Environment } from "../../process/search-path.ts";
import type { ReviewRequest } from "../../runner.ts";
import type { ClientCommand, ClientFile, ClientSettings } from "../client.ts";

/** The agent of our own. */
const AGENT = "reviewer";
/** No tool at all: not one is offered to the model, and none is run that it calls all the same. */
const NOTHING = { "*": "deny" };

/** What no setting of the user outdoes. */
const CONFIG = {
  autoupdate: false,
  share: "disabled",
  // Each of these starts programs in the folder that it works in.
  snapshot: false,
  lsp: false,
  formatter: false,
  permission: NOTHING,
  agent: { [AGENT]: { mode: "primary", permission: NOTHING } },
};

/**
 * How opencode is started (measured with 1.18.33). In a root it runs plugins and tools of `.opencode` and `opencode.json`, whatever is said
 * against it (`OPENCODE_DISABLE_PROJECT_CONFIG`, `--pure`), and writes to those files. So it never sees the root: it works in an
 * empty folder, which looks like a repository, for else it would search the folders above it. Isolated, it has no settings of the user either,
 * but for the file that a passed `OPENCODE_CONFIG` names. Logins stay where they are (`XDG_DATA_HOME`); sessions go into the folder.
 */
export function buildOpencodeCommand(
  request: ReviewRequest,
  settings: ClientSettings,
  folder: string,
): ClientCommand {
  const { model, effort, prompt } = request;
  const { extraArgs = [], isolated = true } = settings;
  return {
    args: [
      ...["run", "--format", "json", `--model=${model}`, "--agent", AGENT],
      // Without a title another request would ask for one.
      ...["--title", "review"],
      ...(effort === undefined ? [] : [`--variant=${effort}`]),
      ...(isolated ? ["--pure"] : []),
      ...extraArgs,
    ],
    stdin: prompt,
    // It exits with 0 whether or not what it printed has been read: of a long answer that a busy reader takes later, the end was lost.
    stdoutFile: join(folder, "stdout"),
    cwd: join(folder, WORKPLACE),
    environment: {
      OPENCODE_CONFIG_CONTENT: JSON.stringify(CONFIG),
      OPENCODE_DISABLE_PROJECT_CONFIG: "1",
      OPENCODE_DISABLE_AUTOUPDATE: "1",
      OPENCODE_DISABLE_LSP_DOWNLOAD: "1",
      OPENCODE_EXPERIMENTAL_DISABLE_FILEWATCHER: "1",
      OPENCODE_DB: join(folder, "opencode.db"),
      ...(isolated && isolation(folder)),
      ...Object.fromEntries(["TMPDIR", "TMP", "TEMP"].map((name) => [name, folder])),
    },
    files: [...EMPTY_REPOSITORY, ...(isolated ? NOTHING_TO_INSTALL : [])],
  };
}

const isolation = (folder: string): Environment => ({
  XDG_CONFIG_HOME: join(folder, "config"),
  // The home, as far as it is searched for settings (`~/.opencode`).
  OPENCODE_TEST_HOME: join(folder, "home"),
  OPENCODE_DISABLE_CLAUDE_CODE: "1",
  OPENCODE_DISABLE_EXTERNAL_SKILLS: "1",
});

const WORKPLACE = "workplace";

/** What git takes for a repository without a commit. */
const EMPTY_REPOSITORY: readonly ClientFile[] = [
  { path: join(WORKPLACE, ".git/HEAD"), text: "ref: refs/heads/main\n" },
  { path: join(WORKPLACE, ".git/objects/none"), text: "" },
  { path: join(WORKPLACE, ".git/refs/none"), text: "" },
];

/** opencode installs a package into each folder of settings, and waits for that, unless it looks installed. */
const NOTHING_TO_INSTALL: readonly ClientFile[] = [
  { path: "config/opencode/node_modules/none", text: "" },
  {
    path: "config/opencode/package-lock.json",
    text: JSON.stringify({ packages: { "": { dependencies: { "@opencode-ai/plugin": "*" } } } }),
  },
];
