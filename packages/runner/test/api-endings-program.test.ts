import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { API_PROVIDERS } from "@review/db/vocabulary";
import { runBin } from "@review/test-kit/run-bin.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { ENDINGS, type Ending, SERVICES } from "./api-endings.ts";
import { KEY, serve } from "./api-setup.ts";

/** A tree of one note and two gates. */
function makeTree(): string {
  const root = scratchFolder();
  const files = {
    "notes/a.md": "# A\n\nA word.\n",
    "gates/prose/one.md": "# One\n\nIs it so?\n",
    "gates/prose/two.md": "# Two\n\nIs it so, too?\n",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Runs a command against a service that plays a scenario, as a person would with nothing but a key. */
async function run(provider: (typeof API_PROVIDERS)[number], scenario: Ending["scenario"], args: string[]) {
  const server = await serve(scenario);
  const { key, base, path } = SERVICES[provider];
  const environment = { HOME: scratchFolder(), [key]: KEY, [base]: `${server.url}${path}` };
  const reviewer = ["--runner", "api", "--model", `${provider}/some-model-1`];
  return runBin("review-nested", [...args, ...reviewer], { cwd: makeTree(), environment });
}

const BUNDLE = ["bundle", "notes/a.md", "prose"];
const SWEEP = ["sweep", "--all-gates", "--group-by", "note"];

/** Those of one service, and of the other three what differs most between the protocols. */
const QUICK = ENDINGS.filter(({ scenario }) => ["auth-401", "output-limit"].includes(scenario));

/** A sweep waits for minutes then; that it gives up is `api-endings.test.ts`. */
const waits = ({ stops }: Ending) => stops === "rate-limited" || stops === "overloaded";

const ended = async (provider: (typeof API_PROVIDERS)[number], ending: Ending) => {
  const bundle = await run(provider, ending.scenario, BUNDLE);
  expect(bundle).toMatchObject({ exitCode: ending.bundle, stderr: expect.stringMatching(ending.words) });
  if (waits(ending)) return;
  const sweep = await run(provider, ending.scenario, SWEEP);
  expect(sweep.exitCode).toBe(ending.sweep);
  expect(sweep.stdout + sweep.stderr).toMatch(ending.words);
  for (const text of [bundle, sweep].flatMap(({ stdout, stderr }) => [stdout, stderr]))
    expect(text).not.toContain(KEY);
};

describe("review-nested with a service that fails", () => {
  it.each(QUICK)("ends in scenario $scenario as it is written", async (ending) => {
    await ended("openai", ending);
  });

  describe.each(API_PROVIDERS)("%s", { tags: ["slow"] }, (provider) => {
    it.each(ENDINGS)("ends in scenario $scenario as it is written", async (ending) => {
      await ended(provider, ending);
    });
  });
});
