import { fakeIo } from "@review/test-kit/fake-io.ts";
import { describe, expect, it } from "vitest";
import { requireSetting, reviewerSettings } from "./settings.ts";

interface Given {
  flag?: string;
  environment?: string;
  file?: string;
}

/** What a setting comes to, given in up to three places. */
function settle(name: "runner" | "model" | "effort", { flag, environment, file }: Given): string | undefined {
  const corpus = { config: { defaults: { [name]: file } } };
  const { io } = fakeIo({
    environment: environment === undefined ? {} : { [`REVIEW_${name.toUpperCase()}`]: environment },
  });
  return reviewerSettings({ [name]: flag }, io, corpus)[name];
}

describe.each(["runner", "model", "effort"] as const)("the setting %s", (name) => {
  it.each<[Given, string | undefined]>([
    [{ flag: "low", environment: "medium", file: "high" }, "low"],
    [{ environment: "medium", file: "high" }, "medium"],
    [{ file: "high" }, "high"],
    [{ flag: " low " }, "low"],
    [{ environment: "", file: "high" }, "high"],
    [{ environment: " ", file: " " }, undefined],
    [{}, undefined],
  ])("given as %j", (given, value) => {
    expect(settle(name, given)).toBe(value);
  });

  it.each(["", "  "])("is refused as the flag %j", (flag) => {
    expect(() => settle(name, { flag, file: "high" })).toThrow(`--${name} is empty: name one`);
  });
});

describe("an effort", () => {
  it.each<Given>([{ environment: "huge" }, { file: "huge" }, { flag: "huge" }])(
    "that makes no partition is refused: %j",
    (given) => {
      expect(() => settle("effort", given)).toThrow(
        /^the effort "huge" .+ is none of low, medium, high, xhigh$/,
      );
    },
  );
});

describe("requireSetting", () => {
  it("names the three places to give it", () => {
    expect(requireSetting("model", "opus")).toBe("opus");
    expect(() => requireSetting("model", undefined)).toThrow(
      "no model was named: give --model, set REVIEW_MODEL, or put defaults.model into review.config.json",
    );
  });
});
