// Fails if an import crosses a boundary: `pnpm boundaries`. The rules are in boundaries.mjs.
import { fileURLToPath } from "node:url";
import { findViolations } from "./boundaries.mjs";

const packages = process.argv[2] ?? fileURLToPath(new URL("../../packages", import.meta.url));
const violations = findViolations(packages);
for (const { file, imported, why } of violations)
  console.error(`packages/${file} imports ${imported}: ${why}`);
console.log(
  violations.length === 0 ? "boundaries: no import crosses one" : `boundaries: ${violations.length} crossed`,
);
process.exitCode = violations.length === 0 ? 0 : 1;
