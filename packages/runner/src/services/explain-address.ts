/** A host with its port or path, as it is written where `http://` was forgotten. */
const HOST = /^(?:localhost|\[[\da-f:]+\]|[\w-]+(?:\.[\w-]+)+|[\w-]+(?=:\d))(?::\d+)?(?:\/[^?#@\s]*)?$/i;
const OF_THIS_MACHINE = /^(?:localhost|127\.|\[::1\])/i;

/**
 * Why an address that a variable names is none of a service, and what to write; undefined if it can be one. What looks like no
 * address at all is not repeated, since it can be a key, nor is a login.
 */
export function explainAddress(variable: string, address: string): string | undefined {
  if (/^https?:\/\/[^/\s]/i.test(address) && URL.canParse(address))
    return explainParts(variable, new URL(address));
  if (!HOST.test(address)) return `${variable} holds no URL: write one that begins with http:// or https://`;
  const scheme = OF_THIS_MACHINE.test(address) || /:\d/.test(address) ? "http" : "https";
  return `${variable} is ${address}, without http:// or https://: write ${scheme}://${address}`;
}

/** What an address of the configuration may not have, either. */
function explainParts(variable: string, { username, password, search, hash }: URL): string | undefined {
  if (username !== "" || password !== "")
    return `${variable} holds a login, which would be shown and logged: take it out of the address, and give a key in its own variable`;
  if (search !== "" || hash !== "")
    return `${variable} holds a query or fragment, to which no path can be added: write the address without it`;
  return undefined;
}
