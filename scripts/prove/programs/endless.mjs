// A reviewer, or a check, whose note decides what it does: `endless.mjs BOOK [--stubborn] [NOTE]`. It judges one.md at
// once; größe….md when the file BOOK.go is there, or never; everything else never. What does not end at once has a child
// that does not either, and notes both process ids in the book, one a line. A stubborn one ignores SIGTERM.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { answerPrompt } from "../answer-prompt.mjs";

const [book = "", ...options] = process.argv.slice(2);
if (options.includes("--stubborn")) process.on("SIGTERM", () => undefined);
if (options.includes("--child")) {
  process.send?.("ready");
  // Should a proof break, nothing is left for long.
  await setTimeout(120_000);
} else {
  const isCheck = options.at(-1)?.endsWith(".md") === true;
  const prompt = isCheck ? "" : readFileSync(0, "utf8");
  const text = isCheck ? `${options.at(-1)}` : prompt;
  const judge = () => (isCheck ? undefined : process.stdout.write(answerPrompt(prompt)));
  if (text.includes("one.md") && !text.includes("two.md")) {
    judge();
  } else {
    const args = [fileURLToPath(import.meta.url), book, "--child", ...options];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "ignore", "ipc"] });
    await once(child, "message");
    appendFileSync(book, `${process.pid}\n${child.pid}\n`);
    for (let waited = 0; waited < 120_000; waited += 20) {
      await setTimeout(20);
      if (text.includes("größe") && existsSync(`${book}.go`)) break;
    }
    judge();
    child.kill("SIGKILL");
    process.exit();
  }
}
