import { readFileSync } from "node:fs";
import { processIo, runCli } from "@review/cli-kit";
import { commands } from "./commands.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

void runCli(
  {
    name: "review-split",
    describe:
      "Records the reviews of an agent that reviews notes by itself: create, write (repeated), finalize.",
    version,
    commands,
    // The bundle has it beside itself.
    helpFolder: new URL("help/", import.meta.url),
  },
  process.argv.slice(2),
  processIo(),
).then((exitCode) => {
  process.exitCode = exitCode;
});
