import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutText } from "../cut-text.ts";
import { toOneLine } from "../one-line.ts";
import { createRedactor } from "./redact.ts";
import { spellingsOf } from "./spellings.ts";

const nothing = createRedactor([]);
/** Has a mark of each kind that somebody writes otherwise. */
const MARKED = `Pq7/vT_w&z+K3"xL é*mR'n<5`;

describe("createRedactor: dressed secrets", () => {
  const secret = "pässword+of/Mine?";
  const { secrets } = createRedactor([secret]);

  it("knows a secret in base64, wherever it begins in what is encoded, in both alphabets", () => {
    for (const before of ["", "u", "u:", "me:", "them:"]) {
      for (const after of ["", "@", "@h", "@host"]) {
        for (const encoding of ["base64", "base64url"] as const) {
          const text = Buffer.from(before + secret + after).toString(encoding);
          const redacted = secrets(`as ${text}.`);
          expect(redacted).toMatch(/^as [\w+/=-]*\[redacted\][\w+/=-]*\.$/);
          expect(redacted.length).toBeLessThanOrEqual("as [redacted].".length + 18);
        }
      }
    }
  });

  it("knows a secret with what nobody sees between its letters, and leaves the rest as it is", () => {
    const dressed = Array.from(secret).join("\u200b\u2060");
    expect(secrets(`\ufeffit is ${dressed}\u200b, is it?`)).toBe("\ufeffit is [redacted]\u200b, is it?");
    const other = "a\u00adb and so\u200b on";
    expect(secrets(other)).toBe(other);
  });

  it.each([
    ["in lower-case digits", encodeURIComponent(MARKED).replace(/%../g, (byte) => byte.toLowerCase())],
    ["in a form", new URLSearchParams({ key: MARKED }).toString()],
    ["by PHP", JSON.stringify(MARKED).replaceAll("/", "\\/")],
    ["by Go", JSON.stringify(MARKED).replaceAll("&", "\\u0026").replaceAll("<", "\\u003c")],
    ["by Python", JSON.stringify(MARKED).replace("é", "\\u00e9")],
    ["by .NET", String.raw`"Pq7/vT_w\u0026z\u002BK3\u0022xL \u00E9*mR\u0027n\u003C5"`],
    [
      "in HTML",
      MARKED.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace("'", "&#39;"),
    ],
  ])("knows a secret that is written %s", (_, text) => {
    const redacted = createRedactor([MARKED]).secrets(`as ${text}.`);
    expect(redacted).toMatch(/^as (?:"|key=)?\[redacted\]"?\.$/);
  });

  it("knows few spellings of any secret, and of a long one with what nobody sees in it, too", () => {
    expect(spellingsOf(MARKED).size).toBeLessThan(40);
    const long = "0123456789abcdef".repeat(6000);
    expect(createRedactor([long]).secrets(`as \u200b${long.slice(0, 9)}\u200b${long.slice(9)}.`)).toBe(
      "as \u200b[redacted].",
    );
  });

  it("is quick with what nobody sees", () => {
    for (const piece of ["p\u200b", "p", "\u200b", "pä\u200b\u200b"]) {
      const text = `\u200b${piece.repeat(1_000_000 / piece.length)}`;
      expect(secrets(text)).toBe(text);
    }
  });
});

describe("createRedactor: shapes", () => {
  it.each([
    ["Anthropic", "sk-ant-api03-AbCdEf_0123-456789"],
    ["OpenAI", "sk-proj-AbCdEf0123456789abcdef"],
    ["OpenAI, old", "sk-AbCdEf0123456789abcdef"],
    ["GitHub", `ghp_${"a1B2".repeat(9)}`],
    ["GitHub, server", `ghs_${"a1B2".repeat(9)}`],
    ["GitHub, fine-grained", `github_pat_${"a1B2_".repeat(9)}`],
    ["GitLab", `glpat-${"a1B2".repeat(5)}`],
    ["Slack", "xoxb-123456789012-abcdef"],
    ["AWS", "AKIAABCDEFGHIJKLMNOP"],
    ["Google", `AIza${"a1B2C".repeat(7)}`],
    ["npm", `npm_${"a1B2".repeat(9)}`],
    ["a JSON Web Token", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl"],
    ["an unsigned JSON Web Token", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjM0In0."],
  ])("%s", (_whose, key) => {
    for (const text of [key, `"${key}"`, `KEY=${key}`, `Incorrect API key provided: ${key}, try again`]) {
      const redacted = nothing.everything(text);
      expect(redacted).not.toContain(key);
      expect(redacted).toContain("[redacted]");
      expect(nothing.secrets(text)).toBe(text);
    }
  });

  it.each([
    ["Authorization: Bearer abc.def-0123456789", "Authorization: Bearer [redacted]"],
    ['{"authorization":"Basic dXNlcjpwYXNzd29yZA=="}', '{"authorization":"Basic [redacted]"}'],
    ["x-api-key: 0123456789", "x-api-key: [redacted]"],
    ["proxy http://me:pass@proxy.example:8080/", "proxy http://[redacted]@proxy.example:8080/"],
    ["-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----\nrest", "[redacted]\nrest"],
    ["-----BEGIN PRIVATE KEY-----\nMIIE, and then cut", "[redacted]"],
  ])("%j", (text, redacted) => {
    expect(nothing.everything(text)).toBe(redacted);
  });

  it.each([
    "a risk-management-system-with-2-parts, a task-list",
    "the sk-learn library and sk-image",
    "https://example.org:8080/a:b@c",
    "=== GATE REVIEW START 0a1b2c3d: prose/source-residue ===",
    "232ed55b-d19e-424b-8907-4c50d6e89584",
    "bearer of bad news",
    "claude-opus-4-8, gpt-5.4",
  ])("leaves %j alone", (text) => {
    expect(nothing.everything(text)).toBe(text);
  });

  it("is quick with hostile texts", () => {
    for (const piece of ["eyJ", "-eyJ", "sk-", "://a:", "-----BEGIN ", "Bearer ", "authorization: ", "a"]) {
      const text = piece.repeat(1_000_000 / piece.length);
      expect(nothing.everything(text).length).toBeLessThanOrEqual(2 * text.length);
    }
  });
});

describe("createRedactor: known secrets", () => {
  it("takes out a value as it is, in JSON and in a URL", () => {
    const { secrets } = createRedactor(['p"a/ss\\w']);
    const texts = [
      'p"a/ss\\w',
      JSON.stringify({ key: 'p"a/ss\\w' }),
      `?key=${encodeURIComponent('p"a/ss\\w')}`,
    ];
    expect(texts.map(secrets)).toEqual(["[redacted]", '{"key":"[redacted]"}', "?key=[redacted]"]);
  });

  it("takes out the longer of two secrets whole, and a value without the line end it was given with", () => {
    const { secrets } = createRedactor(["a-secret", "a-secret-and-more\n"]);
    expect(secrets("a-secret-and-more a-secret")).toBe("[redacted] [redacted]");
  });

  it("leaves short values: they are no secrets, and everywhere", () => {
    expect(createRedactor(["", "true", "ollama"]).everything("true ollama")).toBe("true ollama");
  });

  it("never leaves a secret, whatever it looks like", () => {
    const value = fc.string({ unit: "binary", minLength: 8 }).filter((text) => text.trim().length >= 8);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.string(), fc.string(), (values, before, after) => {
        // What replaces a secret may itself contain one (`redacted`), or complete one.
        fc.pre(values.every((one) => !"[redacted]".includes(one) && !one.includes("[redacted]")));
        const [secret = ""] = values;
        const redacted = createRedactor(values).everything(`${before} ${secret} ${after}`);
        expect(redacted.includes(` ${secret} `)).toBe(false);
      }),
    );
  });
});

describe("createRedactor: secrets that were cut", () => {
  const secret = "Planted9Value8Of7A6Token";
  const redactor = createRedactor([secret, "of a sentence 'and more'"]);
  it.each([
    [`said: ${secret.slice(0, 21)}…`, "said: [redacted]…"],
    [`(${secret.slice(0, 8)}…) and ${secret.slice(0, 12)}… and on`, "([redacted]…) and [redacted]… and on"],
    [`- FAIL: of a sentence…\n`, "- FAIL: [redacted]…\n"],
    [`half an answer ${secret.slice(0, 10)}`, "half an answer [redacted]"],
    [`${secret.slice(5)} is the end of it`, "[redacted] is the end of it"],
    [`${secret.slice(-8)}|${secret}|${secret.slice(0, 8)}`, "[redacted]|[redacted]|[redacted]"],
  ])("%j", (text, redacted) => {
    expect(redactor.secrets(text)).toBe(redacted);
    expect(redactor.everything(text)).toBe(redacted);
  });

  it.each([
    `${secret.slice(0, 7)}… is too short to be one`,
    `the beginning ${secret.slice(0, 12)} within a text`,
    `the end ${secret.slice(12)}… within a text`,
  ])("leaves %j alone", (text) => {
    expect(redactor.secrets(text)).toBe(text);
  });

  it("knows what all that cuts texts here leaves of one", () => {
    for (const cut of [(text: string) => toOneLine(text, 30), (text: string) => cutText(text, 30)])
      for (let before = 0; before < 150; before += 1) {
        const kept = redactor.secrets(cut(`${" ".repeat(before)}${secret}${"y".repeat(200)}`));
        expect(kept).not.toContain(secret.slice(0, 8));
      }
  });
});
