import { nestedJson, type RunNested } from "./reviewed-base.ts";

/** What the doctor says, a line a diagnosis: `Gates ok: 4 gates in …`. */
export async function diagnose(root: string, args: string[] = [], options: RunNested = {}) {
  const { ok, diagnoses, exitCode } = await nestedJson(root, ["doctor", ...args], options);
  const lines = (diagnoses as { section: string; level: string; message: string }[]).map(
    ({ section, level, message }) => `${section} ${level}: ${message}`,
  );
  return { ok, exitCode, of: (section: string) => lines.filter((line) => line.startsWith(`${section} `)) };
}
