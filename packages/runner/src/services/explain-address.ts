/** A host with its port or path, as it is written where `http://` was forgotten. */
const HOST = /^(?:localhost|\[[\da-f:]+\]|[\w-]+(?:\.[\w-]+)+|[\w-]+(?=:\d))(?::\d+)?(?:\/[^?#@\s]*)?$/i;
const OF_THIS_MACHINE = /^(?:localhost|127\.|\[::1\])/i;

/**
 * Why an address that a variable names is none of a service, and what to write; undefined if it can be one. What looks like no
 * address at all is not repeated: it can be a key.
 */
export function explainAddress(variable: string, address: string): string | undefined {
  if (/^https?:\/\/[^/\s]/i.test(address) && URL.canParse(address)) return undefined;
  if (!HOST.test(address)) return `${variable} holds no URL: write one that begins with http:// or https://`;
  const scheme = OF_THIS_MACHINE.test(address) || /:\d/.test(address) ? "http" : "https";
  return `${variable} is ${address}, without http:// or https://: write ${scheme}://${address}`;
}
