// A reviewer that does something else first, or instead: `saboteur.mjs WHAT`. Otherwise it answers as reviewer.mjs does.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { answerPrompt } from "../answer-prompt.mjs";

const [, , what = ""] = process.argv;
const prompt = readFileSync(0, "utf8");
const answer = answerPrompt(prompt);

/** @param {string | Buffer} text */
async function print(text) {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

/** Leaves a process behind that holds our output open, in our group or out of it. @param {boolean} detached */
async function leaveProcess(detached) {
  const script = "setTimeout(() => {}, 60_000)";
  const child = spawn(process.execPath, ["-e", script], {
    stdio: ["ignore", "inherit", "inherit"],
    detached,
  });
  writeFileSync("left-behind.pid", String(child.pid));
  child.unref();
  await print(answer);
  process.exit(0);
}

/** What it may do. @type {Record<string, () => void | Promise<void>>} */
const deeds = {
  "delete the ledger": () => rmSync(".review", { recursive: true }),
  "delete the ledger's file": () => rmSync(".review/ledger.sqlite"),
  "change the note": () => appendFileSync("notes/one.md", "\nOne more line.\n"),
  "delete the note": () => rmSync("notes/one.md"),
  "change the gate": () => appendFileSync("gates/prose/clarity.md", "\nOne more line.\n"),
  "delete the gate": () => rmSync("gates/prose/clarity.md"),
  "leave a process": () => leaveProcess(false),
  "leave a process of its own": () => leaveProcess(true),
  "ignore SIGTERM": () => {
    writeFileSync("left-behind.pid", String(process.pid));
    process.on("SIGTERM", () => undefined);
    return new Promise((resolve) => setTimeout(resolve, 60_000));
  },
  "print nothing": () => process.exit(0),
  "print prose": async () => {
    await print("I have looked at the note, and it is fine.\n");
    process.exit(0);
  },
  "print the prompt": () => print(prompt),
  "print garbage around the answer": async () => {
    await print(Buffer.from([0x00, 0xff, 0xfe, 0xc3, 0x28, 0x0a, 0x1b, 0x5b, 0x32, 0x4a, 0x0a]));
    await print("\u001b[31mred\u001b[0m \u001b]0;title\u0007\u001b]52;c;Zm9v\u0007\n");
  },
  "print garbage in the answer": async () => {
    const hostile = "\u001b[2J\u001b]0;owned\u0007\u0000\u009b31m\u202e";
    await print(
      answer
        .replaceAll("Judged ", `${hostile} Judged `)
        .replaceAll("as it was decided", `as ${hostile} it was`),
    );
    await print(Buffer.from([0x0a, 0xff, 0x0a]));
    process.exit(0);
  },
  "print 200 MB": async () => {
    for (let megabytes = 0; megabytes < 200; megabytes += 1) await print("x".repeat(1_000_000));
  },
  "die of a signal": () => {
    process.kill(process.pid, "SIGSEGV");
    return new Promise((resolve) => setTimeout(resolve, 60_000));
  },
};

await deeds[what]?.();
await print(answer);
