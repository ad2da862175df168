import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { chosenLogin, geminiHome, readGeminiLogin } from "./login.ts";

describe("chosenLogin", () => {
  it.each([
    ['{"security":{"auth":{"selectedType":"oauth-personal"}}}', "oauth-personal"],
    ['// mine\n{ "security": { "auth": { "selectedType" : "vertex-ai" /* so */ } } }', "vertex-ai"],
    ["{}", undefined],
    ['{"selectedType": "not\\u0020a name"}', undefined],
  ])("%s", (settings, login) => {
    expect(chosenLogin(settings)).toBe(login);
  });
});

describe("readGeminiLogin", () => {
  it.each([
    [{ GEMINI_API_KEY: "k" }, "gemini-api-key"],
    [{ GEMINI_API_KEY: "k", GOOGLE_GENAI_USE_VERTEXAI: "true" }, "vertex-ai"],
    [{ GEMINI_API_KEY: "k", GOOGLE_GENAI_USE_GCA: "true" }, "oauth-personal"],
    [{ GEMINI_API_KEY: "" }, undefined],
  ])("goes by what is set: %j", async (environment, login) => {
    expect(await readGeminiLogin({ HOME: scratchFolder(), ...environment })).toBe(login);
  });

  it("prefers what the user chose", async () => {
    const home = scratchFolder();
    mkdirSync(join(home, ".gemini"));
    const settings = { security: { auth: { selectedType: "oauth-personal" } } };
    writeFileSync(join(home, ".gemini/settings.json"), JSON.stringify(settings));
    const environment = { HOME: "/nowhere", GEMINI_CLI_HOME: home, GEMINI_API_KEY: "k" };
    expect(await readGeminiLogin(environment)).toBe("oauth-personal");
  });

  it("knows no home where none is set", () => {
    expect([geminiHome({}), geminiHome({ USERPROFILE: "/u" })]).toEqual([undefined, "/u"]);
  });
});
