import type { ComponentChildren } from "preact";
import { hrefOf } from "../model/route.ts";
import { Message } from "./message.tsx";

/** That what an address names is not there, and the way back. */
export function NotFound({ children }: { children: ComponentChildren }) {
  return (
    <>
      <h1>Not found</h1>
      <Message kind="bad">{children}</Message>
      <p>
        <a href={hrefOf({ view: "overview" })}>To the overview</a> of all that there is.
      </p>
    </>
  );
}
