import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** A started fixture script that has said it is ready. */
export async function startFixture(name: string, ...args: string[]) {
  const script = fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  const errors = text(child.stderr);
  await Promise.race([
    once(child.stdout, "data"),
    errors.then((message) => Promise.reject(new Error(`${name} ended: ${message}`))),
  ]);
  return { child, errors };
}

/** Lets it run on to its end; what it printed then, or an error with what it complained of. */
export async function finish({ child, errors }: Awaited<ReturnType<typeof startFixture>>): Promise<string> {
  const output = text(child.stdout);
  child.stdin.end("go\n");
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(await errors);
  return output;
}

/** Ends it as a power cut would. */
export async function kill(child: ChildProcess): Promise<void> {
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
}
