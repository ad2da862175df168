import { isatty } from "node:tty";
import type { Io } from "@review/cli-kit";
import { splitWords } from "@review/corpus";
import { startForPerson } from "@review/runner";
import type { PageHost } from "@review/web";
import { editorArguments, needsTerminal } from "./editor-arguments.ts";
import { EditorError } from "./editor-error.ts";

/**
 * Opens files in the editor that $VISUAL or $EDITOR names, with whatever arguments it says. One that draws into a terminal gets
 * that of this process, one file at a time; who `waits` goes on when it is closed. Throws EditorError where there is none.
 */
export function editorOf(
  { environment, stdout }: Pick<Io, "environment" | "stdout">,
  cwd: string,
  { waits = false } = {},
): PageHost["edit"] {
  let isBusy = false;
  return async ({ path, line, column = 1 }) => {
    const [program, ...args] = editorWords(environment);
    const isTerminal = stdout.isTTY && isatty(0);
    const hasTerminal = isTerminal && needsTerminal(program);
    if (needsTerminal(program) && !isTerminal) {
      throw new EditorError(
        `${program} needs a terminal, and this program runs in none: set VISUAL to an editor with a window`,
      );
    }
    if (hasTerminal && isBusy) throw new EditorError(`${program} is open in the terminal: close it first`);
    const place = editorArguments(program, { path, line, column });
    const started = await startForPerson(
      { program, args: [...args, ...place], cwd, environment },
      { hasTerminal },
    ).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new EditorError(`${program} cannot be started: ${why}`, { cause: error });
    });
    if (hasTerminal && waits) await started.ended;
    else if (hasTerminal) {
      isBusy = true;
      void started.ended.then(() => {
        isBusy = false;
      });
    }
    return { isInTerminal: hasTerminal };
  };
}

function editorWords({ VISUAL, EDITOR }: Io["environment"]): [program: string, ...args: string[]] {
  const [name, value] = VISUAL?.trim() ? ["VISUAL", VISUAL] : ["EDITOR", EDITOR];
  if (!value?.trim())
    throw new EditorError("no editor is named: set VISUAL or EDITOR, for example to `code`");
  const split = splitWords(value);
  if ("problem" in split) throw new EditorError(`${name} ${split.problem}`);
  const [program = "", ...args] = split.words;
  return [program, ...args];
}
