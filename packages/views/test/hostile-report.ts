import { modelPartition } from "@review/lifecycle";
import { placeReader } from "@review/protocol";
import type { Finding } from "../src/finding.ts";
import { placeFindings } from "../src/report/make-report.ts";
import type { ReportDocument } from "../src/report/report-document.ts";

/** Astral characters, a tab, a combining mark, CRLF and CR, and what is markup somewhere. */
export const NOTE =
  "# \u{1d49c} title\r\n\r\n\tTab, cafe\u0301 and \u{1f600} done.\r\nNext ]]> line\r`code` | pipe <b>\n";

/** What somebody could write into a finding to be obeyed by a log, a page, a table or a parser. */
export const HOSTILE =
  "::error::no\n::add-mask::x\r##[error]y ]]> <img src=x onerror=a()> `c` | d [l](https://evil.example) ![i](x) @user #12 www.evil.example \u0000\u001b[31m\u202e\ud800 {0} %0A";

const OPUS = modelPartition("opus");
const GPT = modelPartition("openai/gpt-5", { effort: "high" });
const placeOf = placeReader(NOTE);

function quote(text: string) {
  const start = NOTE.indexOf(text);
  return { text, place: placeOf({ start, end: start + text.length }) };
}

const finding = (severity: Finding["severity"], message: string, ...quotes: Finding["quotes"]): Finding => ({
  severity,
  message,
  quotes,
});

const FINDINGS: Finding[] = [
  {
    ...finding("fail", "The smile is not needed.", quote("\u{1f600} done"), quote("pipe")),
    key: "0123456789abcdef",
    suggestion: "Leave it out.",
  },
  { ...finding("warn", HOSTILE, quote("done.\r\nNext ]]> line\r`code`")), key: "fedcba9876543210" },
  finding("warn", "Nobody knows where."),
  {
    ...finding("fail", "Meant so.", quote("Tab")),
    key: "00000000000000aa",
    waived: { reason: "it ]]> is | meant" },
  },
];

/** A report of notes and gates with bad names, under two partitions, with every kind of pair. */
export const HOSTILE_REPORT: ReportDocument = {
  toolVersion: "1.2.3",
  gates: [
    {
      gateId: "prose/clear",
      name: "Clear ]]> & <plain> [l](https://evil.example)",
      text: "## Is it clear?\r\n\r\n`yes` | no ![i](https://evil.example/beacon.png) ![i][r] <https://evil.example>\r\n\r\n[r]: //evil.example\r\n",
    },
    { gateId: "prose/odd|name", name: "", text: "" },
  ],
  pairs: [
    {
      notePath: "notes/a b.md",
      gateId: "prose/clear",
      modelId: OPUS,
      decision: "fail",
      findings: placeFindings(FINDINGS, NOTE),
      problem: { kind: "failing", message: "fail: 3 findings count" },
    },
    {
      notePath: "notes/a b.md",
      gateId: "prose/clear",
      modelId: GPT,
      decision: "warn",
      findings: placeFindings(FINDINGS.slice(1, 2), NOTE),
    },
    {
      notePath: "notes/a b.md",
      gateId: "prose/odd|name",
      modelId: OPUS,
      decision: "fail",
      findings: placeFindings(FINDINGS.slice(3), NOTE),
    },
    { notePath: "notes/a b.md", gateId: "prose/odd|name", modelId: GPT, decision: "pass", findings: [] },
    {
      notePath: "notes/\u00e9,:%\n\u0001\"'<`|@x.md",
      gateId: "prose/odd|name",
      findings: [],
      problem: { kind: "stale", message: "the note\nchanged", next: "review-nested why 'x'" },
    },
    {
      notePath: "notes/\u00e9,:%\n\u0002\"'<`|@x.md",
      gateId: "prose/odd|name",
      findings: [],
      problem: { kind: "missing", message: "no review is accepted" },
    },
  ],
};

/** A report of so many findings of one note, each of its own gate or all of one. */
export function largeReport(findings: number, gateOf = (_: number) => "prose/clear"): ReportDocument {
  const pairs = Array.from({ length: findings }, (_, index) => ({
    notePath: `notes/${String(index).padStart(6, "0")}.md`,
    gateId: gateOf(index),
    modelId: OPUS,
    decision: "warn" as const,
    findings: [
      { severity: index % 2 === 0 ? ("warn" as const) : ("fail" as const), message: `m${index}`, quotes: [] },
    ],
  }));
  return { toolVersion: "1.2.3", gates: [], pairs };
}
