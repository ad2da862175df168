/**
 * Collects an answer whose messages may come twice. After a broken connection a client asks again, and the
 * model goes on, or repeats what was complete, word for word or in other words. The later copy then replaces
 * the earlier one; the bundle grammar would otherwise see two reviews of one pair. A message from before a
 * break is a repeated one
 * - if the same text comes again after the break, or
 * - if it has sentinel lines with this token, and every one of them comes again after the break.
 * Everything else is kept: two reviews of one pair without a break between them stay two, for the grammar to refuse.
 */
export function collectAnswer(token: string) {
  const messages: { parts: string[]; attempt: number }[] = [];
  let attempt = 0;
  return {
    /** Adds a message; or, with `continues`, more of the last one, which may be cut in the middle of a sentinel or an emoji. */
    add: (text: string, continues = false): void => {
      if (text === "") return;
      const last = continues ? messages.at(-1) : undefined;
      if (last?.attempt !== attempt) messages.push({ parts: [text], attempt });
      else last.parts.push(beginsWithSentinel(text, token) && !endsLine(last.parts) ? `\n${text}` : text);
    },
    /** The client asks again after a broken connection: what comes now may repeat what came before. */
    askedAgain: (): void => {
      attempt += 1;
    },
    /** The answer without repeated copies; each message begins on a line of its own. */
    text: (): string => {
      const whole = messages.map(({ parts, attempt }) => {
        const text = parts.join("");
        return { text, attempt, marks: [...new Set(findSentinels(text, token))] };
      });
      const lastAttempt = new Map<string, number>();
      for (const { text, marks, attempt } of whole) {
        for (const key of [text.trim(), ...marks]) lastAttempt.set(key, attempt);
      }
      const comesAgain = (key: string, attempt: number) => (lastAttempt.get(key) ?? 0) > attempt;
      return whole
        .filter(({ text, attempt, marks }) => {
          const repeated = marks.length > 0 && marks.every((mark) => comesAgain(mark, attempt));
          return !repeated && !comesAgain(text.trim(), attempt);
        })
        .map(({ text }, index, { length }) =>
          index < length - 1 && !text.endsWith("\n") ? `${text}\n` : text,
        )
        .join("");
    },
  };
}

/** A block that begins with a whole sentinel was meant to begin a line, even if the one before did not end its own. */
function beginsWithSentinel(text: string, token: string): boolean {
  return findSentinels(text.slice(0, text.indexOf("\n")), token).length > 0;
}

function endsLine(parts: readonly string[]): boolean {
  return parts.at(-1)?.endsWith("\n") ?? true;
}

/** The lines that look like sentinels with this token; which of them count is for the bundle grammar to say. */
function findSentinels(text: string, token: string): string[] {
  const found: string[] = [];
  // From token to token: most texts have millions of characters without one.
  for (let at = text.indexOf(`${token}: `); at !== -1; ) {
    const end = text.indexOf("\n", at);
    const line = text.slice(text.lastIndexOf("\n", at) + 1, end === -1 ? undefined : end);
    if (line.startsWith("=== ") && line.includes(` ${token}: `)) found.push(line.trimEnd());
    at = end === -1 ? -1 : text.indexOf(`${token}: `, end);
  }
  return found;
}
