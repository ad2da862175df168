import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";
import { whyUnstartable } from "./unstartable.ts";

/** A folder with files of these texts and modes in `bin`, which is on PATH. */
function makePlace(files: Record<string, [text: string, mode: number]>) {
  const cwd = scratchFolder();
  mkdirSync(join(cwd, "bin/folder"), { recursive: true });
  for (const [name, [text, mode]] of Object.entries(files)) {
    writeFileSync(join(cwd, "bin", name), text);
    chmodSync(join(cwd, "bin", name), mode);
  }
  return { cwd, environment: { PATH: join(cwd, "bin") } };
}

const SCRIPT = "#!/bin/sh\n";

it.each([
  ["fine", SCRIPT, 0o755, undefined],
  ["binary", "\x7fELF\0", 0o755, undefined],
  ["with an argument", "#! /bin/sh -e\n", 0o755, undefined],
  ["without x", SCRIPT, 0o644, /^is not executable: chmod \+x \/.*\/bin\/it$/],
  [
    "without its interpreter",
    "#!/nowhere/x -e\n",
    0o755,
    /^begins with #!\/nowhere\/x, which is not there: /,
  ],
  ["with a file as a folder in it", "#!/dev/null/x", 0o755, /^begins with #!\/dev\/null\/x, which/],
  ["with other line ends", "#!/bin/sh\r\n", 0o755, /^is a script whose lines end as on Windows: /],
])("a program %s", async (_, text, mode, said) => {
  const place = makePlace({ it: [text, mode] });
  const flaw = await whyUnstartable("bin/it", place);
  if (said === undefined) expect(flaw).toBeUndefined();
  else expect(`${flaw?.says}: ${flaw?.remedy}`).toMatch(said);
});

it("tells what is there from what is not", async () => {
  const place = makePlace({ plain: ["x", 0o644] });
  const path = join(place.cwd, "bin/folder");
  expect(await whyUnstartable("bin/folder", place)).toMatchObject({ path, says: "is a folder" });
  expect((await whyUnstartable("plain", place))?.says).toBe(
    `is ${join(place.cwd, "bin/plain")}, which is not executable`,
  );
  const nowhere = { says: "was not found", remedy: "install it" };
  for (const name of ["gone", "bin/gone", "folder", "", "bin/plain/x"])
    expect(await whyUnstartable(name, place)).toEqual(nowhere);
});
