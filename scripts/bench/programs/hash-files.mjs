// The floor of `stale`: reads every file below some folders and hashes it, nothing else. `hash-files.mjs FOLDER…`
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

for (const folder of process.argv.slice(2)) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    createHash("sha256")
      .update(readFileSync(join(entry.parentPath, entry.name)))
      .digest("hex");
  }
}
