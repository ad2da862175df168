import { expect, it } from "vitest";
import { withoutDirectory } from "./working-directory.ts";

const asked = (code: string) => Object.assign(new Error(`${code}: uv_cwd`), { code, syscall: "uv_cwd" });

it.each([
  ["ENOENT", /^the current folder is gone: /],
  ["ERANGE", /^the current folder cannot be told \(ERANGE\): /],
  ["EACCES", /^the current folder cannot be told \(EACCES\): /],
])("says of %s what is known", (code, message) => {
  expect(withoutDirectory(asked(code))?.message).toMatch(message);
});

it("takes no other error for one", () => {
  expect(
    withoutDirectory(Object.assign(new Error("x"), { code: "ENOENT", syscall: "open" })),
  ).toBeUndefined();
});
