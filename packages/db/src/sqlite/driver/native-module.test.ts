import { expect, it } from "vitest";
import { NativeModuleError } from "../../errors.ts";
import { asNativeModuleError } from "./native-module.ts";

const thrown = (message: string, code?: string) =>
  Object.assign(new Error(message), code !== undefined && { code });

// The first lines are as Node 20.20 and the package `bindings` 1.5 say them.
it.each<[what: string, error: Error, why: string]>([
  [
    "a bundle without it",
    thrown(
      "Cannot find module 'better-sqlite3/build/Release/better_sqlite3.node'\nRequire stack:\n- /x/main.cjs",
      "MODULE_NOT_FOUND",
    ),
    "was not built, because its install script did not run",
  ],
  [
    "a package without it",
    thrown("Could not locate the bindings file. Tried:\n → /x/better_sqlite3.node"),
    "was not built, because its install script did not run",
  ],
  [
    "one of another Node.js",
    thrown(
      "The module '/x/better_sqlite3.node'\nwas compiled against a different Node.js version using\nNODE_MODULE_VERSION 115. …",
      "ERR_DLOPEN_FAILED",
    ),
    "was built for another version of Node.js",
  ],
  [
    "one of another machine",
    thrown("/x/better_sqlite3.node: invalid ELF header", "ERR_DLOPEN_FAILED"),
    "cannot be loaded (/x/better_sqlite3.node: invalid ELF header)",
  ],
])("native code: %s", (_, error, why) => {
  const explained = asNativeModuleError(error);
  expect(explained).toBeInstanceOf(NativeModuleError);
  expect(explained).toMatchObject({
    code: "native-module-unusable",
    message: `the native code of better-sqlite3 ${why}: run \`npm rebuild better-sqlite3\` with this Node.js (with pnpm: \`pnpm approve-builds\`)`,
  });
});

it.each([
  thrown("Cannot find module 'yargs'", "MODULE_NOT_FOUND"),
  thrown("x", "SQLITE_CANTOPEN"),
  thrown("x"),
  "better_sqlite3.node",
])("any other error is none of native code: %s", (error) => {
  expect(asNativeModuleError(error)).toBeUndefined();
});
