import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ClientSandbox } from "./client-sandbox.mjs";

const PROGRAM = fileURLToPath(new URL("../../../../node_modules/.bin/review-nested", import.meta.url));
const POLL_MS = 50;

/** What came of one command. */
export interface CommandRun {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the built `review-nested` in a sandbox; sends it SIGINT, as Ctrl-C does, once `interruptWhen` says so. */
export async function runReviewNested(
  sandbox: ClientSandbox,
  args: readonly string[],
  interruptWhen: () => boolean = () => false,
): Promise<CommandRun> {
  // The tree is our own, and names arguments for codex.
  const child = spawn(PROGRAM, [...args, "--trust"], {
    cwd: sandbox.root,
    env: sandbox.environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const poll = setInterval(() => {
    if (!interruptWhen()) return;
    clearInterval(poll);
    child.kill("SIGINT");
  }, POLL_MS);
  const [stdout, stderr, exitCode] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code));
    }),
  ]).finally(() => clearInterval(poll));
  return { exitCode, stdout, stderr };
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
