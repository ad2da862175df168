/** An address of the web or of a mailbox, as the browser will read it; nothing else leads anywhere. */
export function safeAddress(address: string): string | undefined {
  try {
    const { protocol, href } = new URL(address);
    return ["http:", "https:", "mailto:"].includes(protocol) ? href : undefined;
  } catch {
    // No address at all.
    return undefined;
  }
}
