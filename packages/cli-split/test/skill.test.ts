import { expect, it } from "vitest";
import { splitHere } from "./split-here.ts";

/** What Claude Code, Codex and others read of a skill before they choose it. */
const FRONT_MATTER = `---
name: review-notes
description: Reviews markdown notes against the gates of this repository and records each judgement with review-split. Use it when asked to review notes, or to bring stale reviews up to date.
---

`;

it("the skill for agents is what `review-split instructions` prints", async () => {
  const { stdout } = await splitHere("/", ["instructions"]);
  await expect(FRONT_MATTER + stdout).toMatchFileSnapshot("../../../skills/review-notes/SKILL.md");
});
