// Preloaded into a command: something goes wrong inside it.
//   PROVE_BREAK=exception | rejection | full disk   once the file PROVE_WHEN has PROVE_LINES lines
//   PROVE_BREAK=no files   for the first PROVE_SPAWNS processes that it starts
//   PROVE_BREAK=no files any more   from the first process on that it starts

import { subscribe } from "node:diagnostics_channel";
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from "node:fs";

const { PROVE_BREAK = "", PROVE_WHEN = "", PROVE_LINES = "0", PROVE_SPAWNS = "0" } = process.env;

/** @type {Record<string, () => unknown>} */
const breaks = {
  exception: () => {
    throw new Error("planted exception");
  },
  rejection: () => Promise.reject(new Error("planted rejection")),
  "full disk": () => {
    // What is written to stdout from now on goes to a disk that is full.
    closeSync(1);
    openSync("/dev/full", "w");
    writeFileSync(`${PROVE_WHEN}.go`, "");
  },
};
const breakDown = breaks[PROVE_BREAK];
if (breakDown) {
  const looking = setInterval(() => {
    if (!existsSync(PROVE_WHEN) || readFileSync(PROVE_WHEN, "utf8").split("\n").length <= Number(PROVE_LINES))
      return;
    clearInterval(looking);
    breakDown();
  }, 20);
  looking.unref();
}
if (PROVE_BREAK.startsWith("no files")) {
  const isForGood = PROVE_BREAK === "no files any more";
  let left = isForGood ? 1 : Number(PROVE_SPAWNS);
  // Published before each spawn: there is no descriptor until that is over.
  subscribe("child_process", () => {
    if (left === 0) return;
    left -= 1;
    /** @type {number[]} */
    const taken = [];
    try {
      for (;;) taken.push(openSync("/dev/null", "r"));
    } catch {
      if (!isForGood) process.nextTick(() => taken.forEach((descriptor) => void closeSync(descriptor)));
    }
  });
}
