import { splitPrompt } from "@review/protocol";
import type { ReviewRequest } from "../runner.ts";
import type { Provider } from "./provider.ts";

/** What was said before, and what is asked now, as a service is told it. */
export function conversation(
  provider: Provider,
  { turns = [], prompt }: Pick<ReviewRequest, "turns" | "prompt">,
) {
  const ask = (text: string) => ({ role: "user" as const, content: contentOf(provider, text) });
  const said = turns.flatMap(({ prompt, answer }) => [
    ask(prompt),
    { role: "assistant" as const, content: [{ type: "text" as const, text: answer }] },
  ]);
  return [...said, ask(prompt)];
}

/** Two parts where the service has to be told what it is to keep; else one, which every server understands. */
function contentOf({ cacheMark }: Provider, prompt: string) {
  const [common, rest] = cacheMark === undefined ? ["", prompt] : splitPrompt(prompt);
  const text = { type: "text", text: rest } as const;
  if (common === "" || cacheMark === undefined) return [text];
  return [{ type: "text", text: common, providerOptions: cacheMark } as const, text];
}
