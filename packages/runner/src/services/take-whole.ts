import type { LanguageModelV3StreamPart } from "@ai-sdk/provider";
import type { Model } from "./provider.ts";

/** An answer that came as a whole, as the stream that it would have been. That fails as reading it does. */
export function takeWhole(
  model: Model,
  asked: Parameters<Model["doGenerate"]>[0],
  { headers }: Response,
): Pick<Awaited<ReturnType<Model["doStream"]>>, "stream" | "response"> {
  const stream = new ReadableStream<LanguageModelV3StreamPart>({
    start: async (controller) => {
      const { warnings, response, content, finishReason, usage } = await model.doGenerate(asked);
      controller.enqueue({ type: "stream-start", warnings });
      if (response) controller.enqueue({ type: "response-metadata", ...response });
      for (const part of content) {
        if (part.type === "text") controller.enqueue({ type: "text-delta", id: "whole", delta: part.text });
      }
      controller.enqueue({ type: "finish", finishReason, usage });
      controller.close();
    },
  });
  return { stream, response: { headers: Object.fromEntries(headers) } };
}
