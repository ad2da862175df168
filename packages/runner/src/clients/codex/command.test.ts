import { delimiter, join } from "node:path";
import { createTree } from "@review/test-kit/temp-tree.ts";
import { describe, expect, it } from "vitest";
import type { ReviewRequest } from "../../runner.ts";
import { buildCodexCommand } from "./command.ts";

const request: ReviewRequest = {
  invocationId: "232ed55b-d19e-424b-8907-4c50d6e89584",
  prompt: "You are a reviewer.",
  token: "0a1b2c3d",
  notes: [],
  model: "gpt-5.4",
  effort: "xhigh",
  root: "/my notes (1)",
  timeoutMs: 900_000,
};

describe("buildCodexCommand", () => {
  it("is read-only, isolated, without web and endless retries; the prompt is on stdin", () => {
    expect(buildCodexCommand(request, {}, {})).toEqual({
      args: [
        "exec",
        "--json",
        "-C",
        "/my notes (1)",
        "--skip-git-repo-check",
        "-c",
        'default_permissions="reviewer"',
        "-c",
        expect.stringMatching(
          /^permissions\.reviewer=\{extends=":read-only",filesystem=\{.*":workspace_roots"=.*\}\}$/,
        ),
        "--model=gpt-5.4",
        "-c",
        'model_reasoning_effort="xhigh"',
        "--ignore-user-config",
        "--ignore-rules",
        "--disable",
        "plugins",
        "--disable",
        "apps",
        "-c",
        "project_doc_max_bytes=0",
        "-c",
        "skills.include_instructions=false",
        "--disable",
        "unbounded_connection_retries",
        "-c",
        "analytics.enabled=false",
        "-c",
        'web_search="disabled"',
        "-c",
        'shell_environment_policy.inherit="core"',
        "-",
      ],
      stdin: "You are a reviewer.",
      environment: {},
    });
  });

  it("lets commands read nothing that is hidden in the home, and no place of secrets, wherever that is", async () => {
    const home = await createTree({
      ".bash_history": "x",
      ".nvm/bin/codex": "x",
      ".cargo/bin/rg": "x",
      ".cargo/credentials.toml": "x",
      ".local/state/x": "x",
      ".vaults/mine/notes/a.md": "x",
      "plain/a.md": "x",
      "plain/codex/auth.json": "x",
    });
    const places = (root: string) => {
      const PATH = [join(home, ".nvm/bin"), join(home, ".cargo/bin"), "bin"].join(delimiter);
      const environment = { HOME: home, PATH, CODEX_HOME: join(home, "plain/codex"), KUBECONFIG: "relative" };
      const { args } = buildCodexCommand({ ...request, root }, {}, environment);
      return Array.from(args.join(" ").matchAll(/"([^"]+)"="deny"/g), ([, place = ""]) =>
        place.replace(home, "~"),
      );
    };
    const all = places("/my notes");
    expect(all.toSorted()).toEqual([
      "~/.bash_history",
      "~/.cargo/credentials.toml",
      "~/.local",
      "~/.vaults",
      "~/plain/codex",
    ]);
    expect(places(join(home, ".vaults/mine"))).not.toContain("~/.vaults");
    expect(places(home)).toContain("~/.bash_history");
  });

  it("drops the isolation and nothing else on request", () => {
    const open = buildCodexCommand(request, { isolated: false }, {}).args;
    expect(open).toEqual([
      ...buildCodexCommand(request, {}, {}).args.slice(0, 12),
      ...["--disable", "unbounded_connection_retries"],
      ...["-c", "analytics.enabled=false", "-c", 'web_search="disabled"'],
      ...["-c", 'shell_environment_policy.inherit="core"', "-"],
    ]);
  });

  it("puts the user's arguments after its own, where they win, and before the dash of stdin", () => {
    const { args } = buildCodexCommand(request, { extraArgs: ["-c", "model_provider=mine"] }, {});
    expect(args.slice(-3)).toEqual(["-c", "model_provider=mine", "-"]);
  });

  it("writes the effort as a TOML string, whatever it is", () => {
    const { args } = buildCodexCommand({ ...request, effort: 'a" b\nc' }, {}, {});
    expect(args).toContain('model_reasoning_effort="a\\" b\\nc"');
    const { effort: _, ...plain } = request;
    expect(buildCodexCommand(plain, {}, {}).args.join(" ")).not.toContain("model_reasoning_effort");
  });
});
