import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { nested, nestedJson, tooWide } from "./reviewed-base.ts";

const VAULT = fileURLToPath(new URL("../../../examples/vault", import.meta.url));
const ENVIRONMENT = { PATH: process.env.PATH ?? "" };
const MODEL = ["--model", "claude-opus-4-8"];

function copyVault(): string {
  const root = join(scratchFolder(), "vault");
  cpSync(VAULT, root, { recursive: true, filter: (path) => !path.includes(".review/") });
  return root;
}

it("`init` proposes the configuration that it has, and says what it leaves out", async () => {
  const root = copyVault();
  const path = join(root, "review.config.json");
  const written = readFileSync(path, "utf8");
  rmSync(path);
  const { out, err, exitCode } = await nested(root, ["init"], { columns: 80 });
  expect({ out, exitCode }).toEqual({ out: "wrote review.config.json\n", exitCode: 0 });
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(JSON.parse(written));
  expect(err.split("\n").slice(0, 7)).toEqual([
    "10 notes in guides/**/*.{md,mdx}, journal/**/*.{md,mdx}, reference/**/*.{md,mdx}",
    "front matter: YAML in 5, TOML in 2, none in 1, unreadable in 2 (`doctor` says",
    "  why)",
    "left out: 1 file, index pages (index.md)",
    "left out: 1 file, about the tree (README.md)",
    "left out: 1 file of another kind (.txt)",
    "6 gates in gates",
  ]);
});

it("`doctor` and `gates lint` name its faults", async () => {
  const root = copyVault();
  const { diagnoses } = await nestedJson(root, ["doctor"]);
  expect(
    (diagnoses as { section: string; message: string }[]).filter(({ section }) => section === "Notes"),
  ).toMatchObject([
    { level: "ok", message: expect.stringMatching(/^10 notes in /) },
    {
      level: "ok",
      message: 'left out by "exclude" (**/index.{md,markdown,mdx,txt,rst,adoc}): 1 .md file under reference',
    },
    {
      level: "ok",
      message: 'no note, since no glob of "notes" names them: 1 .md file, 1 .txt file under attic',
    },
    {
      level: "note",
      message: expect.stringMatching(
        /^note journal\/2026-04-27\.md: front matter is not YAML \(line \d, column \d+\): /,
      ),
    },
    {
      level: "note",
      message:
        'note reference/soil.md: front matter is not JSON (line 4, column 12): expected a value, got "0"',
    },
  ]);
  expect(await nested(root, ["gates", "lint"], { environment: ENVIRONMENT })).toEqual({
    out: 'gates/recipes/serves-how-many.md: warning: applies_to names "recipes/**", which no note matches\n',
    err: "6 gates: 1 warning\n",
    exitCode: 0,
  });
});

it("`gates NOTE` tells which gates are for a note", async () => {
  const root = copyVault();
  const appliesTo = async (note: string) => {
    const { gates } = await nestedJson(root, ["gates", note]);
    return (gates as { gateId: string; applies: boolean }[])
      .filter(({ applies }) => applies)
      .map(({ gateId }) => gateId);
  };
  expect(await appliesTo("guides/sowing-tomatoes.mdx")).toEqual([
    "guides/says-what-you-need",
    "text/no-leftovers",
  ]);
  expect(await appliesTo("guides/composting.md")).toEqual([
    "guides/says-what-you-need",
    "guides/weights-in-kilograms",
    "text/no-leftovers",
  ]);
  // Its edition is 1.1, which is not 1.10.
  expect(await appliesTo("guides/moon-calendar.md")).toEqual(["text/no-leftovers"]);
  expect(await appliesTo("journal/2026-04-27.md")).toEqual(["journal/one-day", "text/no-leftovers"]);
  expect(await appliesTo("reference/Seed swap.MD")).toEqual([
    "reference/names-its-source",
    "text/no-leftovers",
  ]);
  const { out } = await nested(root, ["gates", "guides/moon-calendar.md"], { columns: 80 });
  expect(tooWide(out, 80)).toEqual([]);
});

it("its check finds what was left for later, and a model is asked about the rest", async () => {
  const root = copyVault();
  const swept = await nestedHere(root, ["sweep", "--all-gates", "--runner", "checks"], {
    environment: ENVIRONMENT,
  });
  expect(swept.exitCode).toBe(0);
  const { warns } = await nestedJson(root, ["warns"]);
  expect((warns as { notePath: string }[]).map(({ notePath }) => notePath)).toEqual([
    "guides/sowing-tomatoes.mdx",
    "journal/2026-04-27.md",
    "reference/soil.md",
  ]);
  const { stale, leftOutGates, unknownScope } = await nestedJson(root, ["stale", "--all-gates", ...MODEL]);
  expect(leftOutGates).toEqual(["text/no-leftovers"]);
  expect(
    (stale as { notePath: string; gateId: string }[]).map(({ notePath, gateId }) => `${notePath} ${gateId}`),
  ).toEqual([
    "guides/composting.md guides/says-what-you-need",
    "guides/composting.md guides/weights-in-kilograms",
    "guides/hardening-off.mdx guides/says-what-you-need",
    "guides/sowing-tomatoes.mdx guides/says-what-you-need",
    "journal/2026-03-02.md journal/one-day",
    "journal/2026-03-09.md journal/one-day",
    "journal/2026-04-27.md journal/one-day",
    "reference/Seed swap.MD reference/names-its-source",
    "reference/frost-dates.md reference/names-its-source",
  ]);
  expect((unknownScope as { notePath: string }[]).map(({ notePath }) => notePath)).toEqual([
    "journal/2026-04-27.md",
    "reference/soil.md",
  ]);
});
