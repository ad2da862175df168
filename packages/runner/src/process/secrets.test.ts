import { describe, expect, it } from "vitest";
import { isSecretName, secretValues } from "./secrets.ts";

describe("isSecretName", () => {
  it.each([
    ...["OPENAI_API_KEY", "GITHUB_TOKEN", "PGPASSWORD", "AWS_CREDENTIALS", "SECRET_KEY_BASE"],
    ...["oauth", "AUTH_2", "SESSION_COOKIE"],
  ])("%s is one", (name) => expect(isSecretName(name)).toBe(true));

  it.each(["MODEL", "AUTHOR", "KEYBOARD", "TOKENIZER", "ANTHROPIC_DEFAULT_OPUS_MODEL", "CODEX_HOME"])(
    "%s is none",
    (name) => expect(isSecretName(name)).toBe(false),
  );
});

describe("secretValues", () => {
  it("are those of variables named like a secret, or named as one", () => {
    const environment = { API_TOKEN: "one", MODEL: "opus", DATABASE: "two", UNSET_KEY: undefined };
    expect(secretValues(environment)).toEqual(["one"]);
    expect(secretValues(environment, ["DATABASE", "ABSENT"])).toEqual(["one", "two"]);
  });

  it.each([
    ["http://me:p%40ss@proxy.example:8080/", ["me:p%40ss", "p%40ss", "p@ss"]],
    ["socks5://me:p@ss@proxy", ["me:p@ss", "p@ss", "p@ss"]],
    ["http://me:100%@proxy", ["me:100%", "100%", "100%"]],
    ["http://me@proxy", []],
    ["http://proxy:8080", []],
    ["not an address", []],
  ])("are the credentials of the proxy %s", (address, values) => {
    expect(secretValues({ https_proxy: address })).toEqual(values);
    expect(secretValues({ OTHER: address })).toEqual([]);
  });
});
