// The entry of the JSON schemas, which scripts/checks/json-schemas.test.ts writes: knip knows it.
import type { ErrorDocument } from "@review/cli-kit";
import type {
  ComparisonDocument,
  CostsDocument,
  DebugLogDocument,
  FixQueueDocument,
  FixSummaryDocument,
  GateReportDocument,
  GatesDocument,
  HistoryDocument,
  NoteGatesDocument,
  RawBundleDocument,
  ReportDocument,
  RunDocument,
  RunsDocument,
  SharedSweepsDocument,
  StaleDocument,
  StaleSummaryDocument,
  VerifyDocument,
  VerifySummaryDocument,
} from "@review/views";
import type { AckDocument } from "./commands/ack/report.ts";
import type { BundlePlanDocument } from "./commands/bundle/plan-bundle.ts";
import type { BundleDocument } from "./commands/bundle/tell-bundle.ts";
import type { ConfigDocument } from "./commands/config.ts";
import type { DoctorDocument } from "./commands/doctor.ts";
import type { GivenUpDocument } from "./commands/fail.ts";
import type { GateFixtureDocument } from "./commands/gates/fixture.ts";
import type { GateTestPlanDocument } from "./commands/gates/test/show-test-plan.ts";
import type { GateTestsResult } from "./commands/gates/test.ts";
import type { GateLintDocument } from "./commands/gates.ts";
import type { ImportDocument } from "./commands/import.ts";
import type { InitDocument } from "./commands/init/init-document.ts";
import type { LedgerCopyDocument } from "./commands/ledger/copy.ts";
import type { LedgerDocument } from "./commands/ledger/init.ts";
import type { LockCheckDocument, LockDocument } from "./commands/lock.ts";
import type { ReopenDocument } from "./commands/reopen.ts";
import type { PageReportDocument } from "./commands/report.ts";
import type { RunnersDocument } from "./commands/runners/runners-document.ts";
import type { RunnerTestDocument, RunnerTestPlanDocument } from "./commands/runners/test-runner.ts";
import type { SweepLine } from "./commands/sweep/report-sweep.ts";
import type { SharedSweepDocument } from "./commands/sweep/run-shared.ts";
import type { SweepPlanDocument } from "./commands/sweep/show-plan.ts";
import type {
  TrustDigestDocument,
  TrustDocument,
  TrustedRootsDocument,
  TrustRevokedDocument,
} from "./commands/trust/trust-documents.ts";
import type { UiDocument } from "./commands/ui.ts";
import type { UnwaivedDocument, WaivedDocument } from "./commands/waive.ts";
import type { WhyDocument } from "./commands/why.ts";
import type { WorkLine } from "./commands/work.ts";

/** What each command of `review-nested` prints with `--json`, but for `schema`; `sweep` and `work` print one a line. `format` is that of `--format json`. */
export interface NestedDocuments {
  ack: AckDocument;
  bundle: BundleDocument;
  "bundle --dry-run": BundlePlanDocument;
  compare: ComparisonDocument;
  config: ConfigDocument;
  costs: CostsDocument;
  doctor: DoctorDocument;
  error: ErrorDocument;
  fail: GivenUpDocument;
  format: ReportDocument;
  gates: GatesDocument;
  "gates fixture": GateFixtureDocument;
  "gates lint": GateLintDocument;
  "gates NOTE": NoteGatesDocument;
  "gates report": GateReportDocument;
  "gates test": GateTestsResult;
  "gates test --dry-run": GateTestPlanDocument;
  history: HistoryDocument;
  import: ImportDocument;
  init: InitDocument;
  "ledger copy": LedgerCopyDocument;
  "ledger init": LedgerDocument;
  lock: LockDocument;
  "lock --check": LockCheckDocument;
  reopen: ReopenDocument;
  report: PageReportDocument;
  runners: RunnersDocument;
  "runners test": RunnerTestDocument;
  "runners test --dry-run": RunnerTestPlanDocument;
  runs: RunsDocument;
  show: RunDocument;
  "show --log": DebugLogDocument;
  "show --raw": RawBundleDocument;
  stale: StaleDocument;
  "stale --summary": StaleSummaryDocument;
  sweep: SweepLine;
  "sweep --cancel": SharedSweepDocument;
  "sweep --dry-run": SweepPlanDocument;
  "sweep --shared": SharedSweepDocument;
  sweeps: SharedSweepsDocument;
  trust: TrustDocument;
  "trust --list": TrustedRootsDocument;
  "trust --print": TrustDigestDocument;
  "trust --revoke": TrustRevokedDocument;
  ui: UiDocument;
  unwaive: UnwaivedDocument;
  verify: VerifyDocument;
  "verify --summary": VerifySummaryDocument;
  waive: WaivedDocument;
  warns: FixQueueDocument;
  "warns --summary": FixSummaryDocument;
  why: WhyDocument;
  work: WorkLine;
}
