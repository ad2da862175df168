import type { Environment } from "../../process/search-path.ts";
import type { ReviewRequest } from "../../runner.ts";
import type { ClientCommand, ClientSettings } from "../client.ts";
import { secretPlaces } from "./secret-places.ts";

/**
 * How codex is started (measured with 0.169.0). The trailing `-` reads the prompt from stdin. The permissions
 * refuse writes, the network and the places of secrets; the root need not be in a git repository, since
 * nothing is written. Without `analytics.enabled=false` the process stays for seconds after it is done.
 */
export function buildCodexCommand(
  request: ReviewRequest,
  settings: ClientSettings,
  environment: Environment,
): ClientCommand {
  const { model, effort, root } = request;
  const { extraArgs = [], isolated = true } = settings;
  return {
    args: [
      ...["exec", "--json", "-C", root, "--skip-git-repo-check"],
      ...[
        "-c",
        'default_permissions="reviewer"',
        "-c",
        `permissions.reviewer=${reviewerPermissions(root, environment)}`,
      ],
      `--model=${model}`,
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
    stdin: request.prompt,
    environment: {},
  };
}

/** No settings, rules, plugins, apps, skills and AGENTS.md of the user or the project. */
const ISOLATION = [
  ...["--ignore-user-config", "--ignore-rules", "--disable", "plugins", "--disable", "apps"],
  ...["-c", "project_doc_max_bytes=0", "-c", "skills.include_instructions=false"],
];

/**
 * A permission profile as an inline table of TOML: reading only, and nothing where secrets are. The plain
 * `--sandbox read-only` lets commands read the whole disk, and would override the profile. Not the whole home is denied: a root in it could not
 * be read then (tried with 0.171.0).
 */
function reviewerPermissions(root: string, environment: Environment): string {
  const rules = secretPlaces(root, environment).map((path) => `${JSON.stringify(path)}="deny"`);
  return `{extends=":read-only",filesystem={${[...rules, '":workspace_roots"={"."="read"}'].join(",")}}}`;
}
