/** Where one thing is asked for, and not what all of them are below. */
const ENDPOINT = /\/(?:chat\/completions|completions|responses|messages|models|embeddings)$/;
/** Ollama's own protocol, beside which it speaks that of others. */
const OLLAMA = /^\/api(?:\/(?:chat|generate|tags))?$/;

/**
 * What may be meant by an address of a service that answers at none such: its version is left out, or something is named that is added to
 * every address. `usual` is the service's own address. Undefined if nothing is known.
 */
export function suggestAddress(address: string, usual: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { origin, pathname } = new URL(address);
  const path = pathname.replace(/\/+$/, "");
  const base = path.replace(ENDPOINT, "");
  if (base === "" || OLLAMA.test(path)) return `${origin}${new URL(usual).pathname}`;
  return base === path ? undefined : `${origin}${base}`;
}
