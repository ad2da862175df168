/** The messages of one answer, in the order in which the client printed them. */
export interface AnswerText {
  add(message: string): void;
  /** The client asks again after a broken connection: what comes now may repeat what came before. */
  askedAgain(): void;
  /** The answer without repeated copies; each message begins on a line of its own. */
  text(): string;
}

/**
 * Collects an answer whose messages may come twice. After a broken connection a client asks again, and the
 * model goes on, or repeats what was complete, word for word or in other words. The later copy then replaces
 * the earlier one; the bundle grammar would otherwise see two reviews of one pair. A message from before a
 * break is a repeated one
 * - if the same text comes again after the break, or
 * - if it has sentinel lines with this token, and every one of them comes again after the break.
 * Everything else is kept: two reviews of one pair without a break between them stay two, for the grammar to refuse.
 */
export function collectAnswer(token: string): AnswerText {
  const messages: { text: string; attempt: number; marks: string[] }[] = [];
  let attempt = 0;
  return {
    add: (text) => {
      if (text !== "") messages.push({ text, attempt, marks: [...new Set(findSentinels(text, token))] });
    },
    askedAgain: () => {
      attempt += 1;
    },
    text: () => {
      const lastAttempt = new Map<string, number>();
      for (const { text, marks, attempt } of messages) {
        for (const key of [text.trim(), ...marks]) lastAttempt.set(key, attempt);
      }
      const comesAgain = (key: string, attempt: number) => (lastAttempt.get(key) ?? 0) > attempt;
      return messages
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

/** The lines that look like sentinels with this token; which of them count is for the bundle grammar to say. */
function findSentinels(text: string, token: string): string[] {
  if (!text.includes(`${token}: `)) return [];
  return text
    .split("\n")
    .filter((line) => line.startsWith("=== ") && line.includes(` ${token}: `))
    .map((line) => line.trimEnd());
}
