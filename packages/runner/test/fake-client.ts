import { readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder with a home, a root and a `bin` of fake programs, and an environment in which only these are found. */
export interface FakeMachine {
  root: string;
  home: string;
  bin: string;
  environment: Record<string, string>;
  /** Puts a program of that name on PATH; `script` is JavaScript, with `print(event)` and `note(key, value)` at hand. */
  install(program: string, script: string): Promise<string>;
  /** What the program noted. */
  noted(key: string): Promise<string>;
  remove(): Promise<void>;
}

const PRELUDE = `#!${process.execPath}
const { writeFileSync } = require("node:fs");
const { spawn } = require("node:child_process");
const { join } = require("node:path");
const print = (...events) => process.stdout.write(events.map((event) => JSON.stringify(event) + "\\n").join(""));
const note = (key, value) => writeFileSync(join(process.env.HOME, key), String(value));
note("pid", process.pid);
const forEver = () => setInterval(() => {}, 1000);
const readStdin = (then) => {
  const chunks = [];
  const text = () => Buffer.concat(chunks).toString();
  let done = false;
  const finish = (prompt) => { if (!done) then(prompt); done = true; };
  process.stdin.on("data", (chunk) => {
    chunks.push(chunk);
    // One line of a stream of messages is a whole prompt, though stdin stays open.
    if (text().startsWith('{"type":"user"') && text().endsWith("\\n")) finish(JSON.parse(text()).message.content[0].text);
  }).on("end", () => finish(text()));
};
`;

export async function createFakeMachine(): Promise<FakeMachine> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "review fake machine ")));
  const [root, home, bin] = [join(folder, "root (1)"), join(folder, "home"), join(folder, "bin")];
  for (const path of [root, home, bin]) await mkdir(path);
  return {
    root,
    home,
    bin,
    environment: { PATH: bin, HOME: home },
    install: async (program, script) => {
      const path = join(bin, program);
      await writeFile(path, PRELUDE + script);
      await chmod(path, 0o755);
      return path;
    },
    noted: (key) => readFile(join(home, key), "utf8"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Whether a process runs; one that has ended and waits to be collected by its parent does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== "linux") return true;
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
