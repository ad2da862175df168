import type { ComponentChildren } from "preact";

/** A sentence in place of what cannot be shown. */
export function Message({
  kind = "plain",
  children,
}: {
  kind?: "plain" | "bad";
  children: ComponentChildren;
}) {
  return (
    <p class={`message ${kind}`} role={kind === "bad" ? "alert" : undefined}>
      {children}
    </p>
  );
}
