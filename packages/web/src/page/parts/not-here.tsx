import { Message } from "./message.tsx";

/** What is said in place of a text that a report has no room for. */
export function NotHere() {
  return (
    <Message>
      The text is not in this report: <code>review-nested ui</code> shows it.
    </Message>
  );
}
