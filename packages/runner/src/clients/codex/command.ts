import type { ClientCommand, ClientSettings } from "../../client.ts";
import type { ReviewRequest } from "../../runner.ts";

/**
 * How codex is started (measured with 0.169.0). The trailing `-` reads the prompt from stdin. The sandbox
 * refuses writes and the network; the root need not be in a git repository, since nothing is written. Without
 * `analytics.enabled=false` the process stays for seconds after it is done.
 */
export function buildCodexCommand(request: ReviewRequest, settings: ClientSettings): ClientCommand {
  const { model, effort, root } = request;
  const { extraArgs = [], isolated = true } = settings;
  return {
    args: [
      ...["exec", "--json", "--sandbox", "read-only", "-C", root, "--skip-git-repo-check"],
      ...["--model", model],
      // A basic string of TOML is written as one of JSON.
      ...(effort === undefined ? [] : ["-c", `model_reasoning_effort=${JSON.stringify(effort)}`]),
      ...(isolated ? ISOLATION : []),
      ...["--disable", "unbounded_connection_retries"],
      ...["-c", "analytics.enabled=false", "-c", 'web_search="disabled"'],
      // Keeps the environment's secrets out of the commands that the model runs.
      ...["-c", 'shell_environment_policy.inherit="core"'],
      ...extraArgs,
      "-",
    ],
    environment: {},
  };
}

/** No settings, rules, plugins, apps, skills and AGENTS.md of the user or the project. */
const ISOLATION = [
  ...["--ignore-user-config", "--ignore-rules", "--disable", "plugins", "--disable", "apps"],
  ...["-c", "project_doc_max_bytes=0", "-c", "skills.include_instructions=false"],
];
