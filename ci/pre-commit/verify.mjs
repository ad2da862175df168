#!/usr/bin/env node
// The hook of pre-commit, which starts it in the tree, with the `args` of the hook.
import { startOutside } from "../start-outside.mjs";

const [, , ...args] = process.argv;
// Named by --package: a command npx looks for in every folder above, too.
const npx = ["npx", "--yes", "--package", "@review/cli-nested", "review-nested"];
process.exitCode = startOutside([...npx, "verify", "--frozen", ...args], {
  root: process.cwd(),
  stdout: "inherit",
});
