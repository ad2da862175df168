import { createHash } from "node:crypto";

/** What a browser may do with the page that is one file: run just these texts, and ask nobody for anything. */
export function reportPolicy({ script, style }: { script: string; style: string }): string {
  return policy({ "script-src": hashOf(script), "style-src": hashOf(style) });
}

/** The same of the live page: what its own server sends, and nothing else. */
export const LIVE_POLICY: string = policy({
  "script-src": "'self'",
  "style-src": "'self'",
  "connect-src": "'self'",
  "frame-ancestors": "'none'",
});

function policy(some: Record<string, string>): string {
  const all = {
    "default-src": "'none'",
    ...some,
    "img-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
  };
  return Object.entries(all)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
