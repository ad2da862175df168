import { UsageError } from "@review/cli-kit";
import { type Corpus, resolveGates } from "@review/corpus";
import type { AckArgs } from "./ack-args.ts";

/** A cohort is one gate's, so that one diff says what is being accepted. Throws UsageError. */
export async function chooseGate(
  { gate: named = [], reason }: AckArgs,
  corpus: Corpus,
  how: "--all" | "--sample COUNT",
): Promise<string> {
  const [selector, ...more] = named;
  if (selector === undefined || more.length > 0 || reason !== "gate-changed") {
    throw new UsageError(`a cohort is one gate's: ack --gate GATE --reason gate-changed ${how}`);
  }
  const [gate, ...others] = await resolveGates(corpus, [selector]);
  if (!gate || others.length > 0) {
    throw new UsageError(
      `${selector} is a lens of ${others.length + 1} gates, a cohort is one gate's: name one`,
    );
  }
  return gate.id;
}
