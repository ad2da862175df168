import { describe, expect, it } from "vitest";
import { findRunner, UnknownRunnerError } from "./find-runner.ts";
import { UnknownProviderError } from "./services/api-runner.ts";
import { ModelNameError } from "./services/model-name.ts";

const mine = { command: ["prog"], prompt: "stdin" as const, passEnv: [], secretEnv: [] };

describe("findRunner", () => {
  it("knows the built-in ones, whatever the configuration calls so", async () => {
    for (const name of ["checks", "api", "claude-code", "codex", "gemini-cli", "opencode"]) {
      expect((await findRunner(name, {})).name).toBe(name);
      expect((await findRunner(name, { [name]: mine })).name).toBe(name);
    }
    expect((await findRunner("checks", {})).usesModel).toBe(false);
    expect((await findRunner("codex", {})).usesModel).toBe(true);
  });

  it("knows those of the configuration, which judge every gate by a model", async () => {
    const runner = await findRunner("mine", { mine });
    expect([runner.name, runner.usesModel]).toEqual(["mine", true]);
    expect(runner.canJudge({ gateId: "a", severity: "warn" })).toBe(true);
  });

  it("knows services of the configuration, with the model that they name", async () => {
    const runner = await findRunner("local", {
      local: { api: { provider: "openai-compatible", model: "m" } },
    });
    expect([runner.name, runner.usesModel, runner.opensFiles, runner.defaultModel]).toEqual([
      "local",
      true,
      false,
      "m",
    ]);
    expect(runner.forModel?.("openai-compatible/x/y").model).toBe("x/y");
    expect(runner.forModel?.("anthropic/x").model).toBe("anthropic/x");
  });

  it("takes the service that api is to ask from the model's name", async () => {
    const { forModel } = await findRunner("api", {});
    expect(forModel?.("openai-compatible/org/qwen3:8b")).toMatchObject({
      model: "org/qwen3:8b",
      runner: { name: "api" },
    });
    for (const name of ["opus", "openai", "openai/", "mistral/x", "constructor/x"]) {
      expect(() => forModel?.(name)).toThrow(UnknownProviderError);
    }
  });

  it("takes for a model what services call one, and nothing that leads elsewhere in an address", async () => {
    const own = await findRunner("mine", { mine: { api: { provider: "google" } } });
    const { forModel } = await findRunner("api", {});
    for (const name of [
      "org/model:tag",
      "models/gemini-3",
      "@cf/meta/llama-3.1-8b",
      "accounts/x/models/y",
      "ft:gpt-4.1:org::id",
      "/models/a..b.gguf",
      String.raw`C:\models\x.gguf`,
      "Llama 3 (8b)",
    ]) {
      expect(own.forModel?.(name).model).toBe(name);
      expect(forModel?.(`google/${name}`).model).toBe(name);
    }
    for (const name of [
      "../x",
      "a/../../other/path?x=",
      "..",
      "a/..",
      String.raw`a\..\b`,
      "a/ .. /b",
      "a/.\t./b",
      "upload#",
      "a?key=",
      "%2e%2e/x",
    ])
      for (const asked of [() => own.forModel?.(name), () => forModel?.(`google/${name}`)])
        expect(asked).toThrow(ModelNameError);
  });

  it("lets checks judge only gates that name a command", async () => {
    const { canJudge } = await findRunner("checks", {});
    expect(canJudge({ gateId: "a", severity: "warn" })).toBe(false);
    expect(canJudge({ gateId: "a", severity: "warn", check: ["lint"] })).toBe(true);
  });

  it("asks after the one that was perhaps meant", async () => {
    await expect(findRunner("claud-code", {})).rejects.toThrow(": did you mean claude-code? use one of");
    await expect(findRunner("mien", { mine })).rejects.toThrow(": did you mean mine? use one of");
    await expect(findRunner("aider", {})).rejects.toThrow('called "aider": use one of');
  });

  it("says who asks a service that is named as if it were a runner, or as no service is", async () => {
    for (const [name, service] of [
      ["ollama", "openai-compatible"],
      ["LM Studio", "openai-compatible"],
      ["llama.cpp", "openai-compatible"],
      ["openai", "openai"],
      ["anthropic/claude-opus-4-8", "anthropic"],
    ])
      await expect(findRunner(`${name}`, {})).rejects.toThrow(`--runner api --model ${service}/MODEL`);
    const { forModel } = await findRunner("api", {});
    expect(() => forModel?.("ollama/org/qwen3:8b")).toThrow(": write openai-compatible/org/qwen3:8b");
    for (const name of ["qwen3:8b", "ollama/", "ollama", "mine/x"])
      expect(() => forModel?.(name)).toThrow("openai-compatible/…, the last for a server such as Ollama");
  });

  it.each(["claude", "toString", "__proto__", "Checks", "", "a\nb"])("does not know %j", async (name) => {
    const refuse = () => findRunner(name, { mine });
    await expect(refuse).rejects.toThrow(UnknownRunnerError);
    await expect(refuse).rejects.toThrow(
      /^no runner is called ".*": (?:did you mean \S+\? )?use one of checks, api, claude-code, codex, gemini-cli, opencode, mine, or add .*$/,
    );
  });
});
