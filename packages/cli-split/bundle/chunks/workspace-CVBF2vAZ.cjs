const require_rolldown_runtime=require("./rolldown-runtime-BWTFKq20.cjs"),require_main=require("../main.cjs");let node_fs=require("node:fs"),node_crypto=require("node:crypto"),node_path=require("node:path"),node_buffer=require("node:buffer"),node_timers_promises=require("node:timers/promises"),better_sqlite3=require("better-sqlite3");better_sqlite3=require_rolldown_runtime.r(better_sqlite3,1);const CONFIG_FILE_NAME=`review.config.json`;var CorpusError=class extends Error{code;constructor(code,message,options){super(escapeControls(message),options),this.name=new.target.name,this.code=code}},RootNotFoundError=class extends CorpusError{constructor(root){super(`root-not-found`,`root ${root} is not a directory; name the folder that holds the notes`)}},NoRootError=class extends CorpusError{constructor(cwd){super(`no-root`,`found no review.config.json, .git or known layout in ${cwd} or above; name the root with --root, or run \`review-nested init\` where it should be`)}},ConfigError=class extends CorpusError{constructor(path,problem){super(`config-invalid`,`${path}: ${problem}`)}},InvalidConditionError=class extends CorpusError{constructor(text){super(`invalid-condition`,`"${text}" is not a condition; write key=value, e.g. status=current`)}};function escapeControls(message){return message.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g,character=>`\\u${character.charCodeAt(0).toString(16).padStart(4,`0`)}`)}const REASONS={ENOENT:`it does not exist`,ENOTDIR:`a part of its path is not a directory`,EISDIR:`it is a directory`,EACCES:`permission denied`,EPERM:`permission denied`,ELOOP:`it is a symlink, or its symlinks form a loop`,ENAMETOOLONG:`its name is too long`,EMFILE:`too many files are open`,ENFILE:`too many files are open`,ERR_FS_FILE_TOO_LARGE:`it is too large`};function describeFileError(error){let code=fileErrorCode(error);return REASONS[code]??(code===``?`unknown reason`:code)}function isMissing(error){return[`ENOENT`,`ENOTDIR`,`ENAMETOOLONG`].includes(fileErrorCode(error))}function fileErrorCode(error){return error instanceof Error&&`code`in error&&typeof error.code==`string`?error.code:``}async function fileKind(path){try{let found=(0,node_fs.statSync)(path);return found.isFile()?`file`:found.isDirectory()?`directory`:`other`}catch{return}}const PLAIN_LAYOUT={notes:`notes`,gates:`gates`},KNOWN_LAYOUTS=[{notes:`kb/notes`,gates:`kb/instructions/review-gates`},PLAIN_LAYOUT];async function findLayout(root){for(let layout of KNOWN_LAYOUTS)if((await Promise.all([layout.notes,layout.gates].map(folder=>fileKind((0,node_path.join)(root,folder))))).every(kind=>kind===`directory`))return layout}async function findRoot(cwd,root){if(root!==void 0)return realDirectory((0,node_path.resolve)(cwd,root));let start=await realDirectory(cwd),found=await nearestAncestor(start,hasConfigFile)??await nearestAncestor(start,hasGit)??await nearestAncestor(start,hasLayout);if(found===void 0)throw new NoRootError(start);return found}async function realDirectory(path){if(await fileKind(path)!==`directory`)throw new RootNotFoundError(path);return(0,node_fs.realpathSync)(path)}async function nearestAncestor(start,matches){for(let folder=start;;folder=(0,node_path.dirname)(folder)){if(await matches(folder))return folder;if((0,node_path.dirname)(folder)===folder)return}}const hasConfigFile=async folder=>await fileKind((0,node_path.join)(folder,CONFIG_FILE_NAME))===`file`,hasGit=async folder=>await fileKind((0,node_path.join)(folder,`.git`))!==void 0,hasLayout=async folder=>await findLayout(folder)!==void 0,SPACE=/[ \t\n\r]*/y,STRING=/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y,SCALAR=/(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;function findJsonSyntaxProblem(text){let open=[],expected=`a value`;for(let at=endOf(SPACE,text,0)??0;;at=endOf(SPACE,text,at)??at){if(at>=text.length)return expected===`nothing more`?void 0:problemAt(text,at,expected);let step=readToken(text,at,expected);if(step===void 0)return problemAt(text,at,expected);at=step.end,step.opens===void 0?(step.closes&&open.pop(),expected=step.next??afterValue(open.at(-1))):(open.push(step.opens),expected=step.opens===`{`?`a key or }`:`a value or ]`)}}function readToken(text,at,expected){let character=text[at],end=at+1;if(expected.endsWith(`]`)&&character===`]`||expected.endsWith(`}`)&&character===`}`)return{end,closes:!0};if(expected.startsWith(`,`))return character===`,`?{end,next:expected.endsWith(`}`)?`a key`:`a value`}:void 0;if(expected===`:`)return character===`:`?{end,next:`a value`}:void 0;let stringEnd=endOf(STRING,text,at);if(expected.startsWith(`a key`))return stringEnd===void 0?void 0:{end:stringEnd,next:`:`};if(!expected.startsWith(`a value`))return;if(character===`{`||character===`[`)return{end,opens:character};let scalarEnd=stringEnd??endOf(SCALAR,text,at);return scalarEnd===void 0?void 0:{end:scalarEnd}}function afterValue(container){return container===void 0?`nothing more`:container===`{`?`, or }`:`, or ]`}function endOf(pattern,text,at){return pattern.lastIndex=at,pattern.test(text)?pattern.lastIndex:void 0}function problemAt(text,at,expected){let before=text.slice(0,at),found=at<text.length?`got ${JSON.stringify(text[at])}`:`got the end of the file`;return{line:before.split(`
`).length,column:at-before.lastIndexOf(`
`),problem:`expected ${expected}, ${found}`}}async function readConfigFile(path){let{configSchema}=await Promise.resolve().then(()=>require("./config-schema-DqYG-6n0.cjs")),{getDotPath,safeParse}=await Promise.resolve().then(()=>require("./dist-D83zjiTW.cjs")),result=safeParse(configSchema,parseJson(path,readText(path)));if(result.success)return result.output;let issues=result.issues.map(issue=>{let key=getDotPath(issue);return key===null?issue.message:`${key} ${issue.message}`}),more=issues.length>3?`; and ${issues.length-3} more`:``;throw new ConfigError(path,issues.slice(0,3).join(`; `)+more)}function readText(path){let bytes=readBytes(path);if(!(0,node_buffer.isUtf8)(bytes))throw new ConfigError(path,`is not UTF-8; save it as UTF-8`);return bytes.toString(`utf8`).replace(/^\uFEFF/,``)}function readBytes(path){try{return(0,node_fs.readFileSync)(path)}catch(error){throw new ConfigError(path,`cannot be read: ${describeFileError(error)}`)}}function parseJson(path,text){let mistake=findJsonSyntaxProblem(text);if(mistake!==void 0)throw new ConfigError(`${path}:${mistake.line}:${mistake.column}`,`is not JSON: ${mistake.problem}`);return JSON.parse(text)}function resolveConfig(file,layout){let folders=layout??PLAIN_LAYOUT,limits={gatesPerPrompt:12,promptBytes:4e5,timeoutSeconds:900,jobs:2,...file.limits},config={notes:file.notes??[`${folders.notes}/**/*.md`],exclude:file.exclude??[`**/index.md`,`**/*-index.md`],gates:normaliseFolder(file.gates??folders.gates),database:file.database??`.review/ledger.sqlite`,defaults:{...file.defaults},aliases:Object.assign(Object.create(null),file.aliases),runners:Object.assign(Object.create(null),file.runners),limits},fromTree=layout===void 0?`default`:`layout`,origins={notes:file.notes?`file`:fromTree,exclude:file.exclude?`file`:`default`,gates:file.gates?`file`:fromTree,database:file.database?`file`:`default`,aliases:file.aliases?`file`:`default`,runners:file.runners?`file`:`default`};for(let key of[`runner`,`model`,`effort`])origins[`defaults.${key}`]=file.defaults?.[key]===void 0?`default`:`file`;for(let key of Object.keys(limits))origins[`limits.${key}`]=file.limits!==void 0&&Object.hasOwn(file.limits,key)?`file`:`default`;return{config,origins}}function normaliseFolder(folder){return node_path.posix.normalize(folder).replace(/\/+$/,``)}async function openCorpus(options){let root=await findRoot(options.cwd,options.root),path=(0,node_path.join)(root,CONFIG_FILE_NAME),configPath=await fileKind(path)===void 0?void 0:path;return{root,configPath,...resolveConfig(configPath===void 0?{}:await readConfigFile(configPath),await findLayout(root))}}const connections=/* @__PURE__ */ new WeakMap;function ledgerOver(connection,readOnly){let close=async()=>{connection.sqlite.close()},ledger={url:connection.url,readOnly,close,[Symbol.asyncDispose]:close};return connections.set(ledger,connection),ledger}function connectionOf(ledger){let connection=connections.get(ledger);if(!connection)throw TypeError(`not a ledger: openLedger() makes one`);return connection}var LedgerError=class extends Error{name=`LedgerError`;code;constructor(code,message,options){super(message,options),this.code=code}},LedgerNotFoundError=class extends LedgerError{name=`LedgerNotFoundError`;constructor(path){super(`ledger-not-found`,`no ledger at ${path}: the first recorded run creates it`)}},NotALedgerError=class extends LedgerError{name=`NotALedgerError`;constructor(path,what){super(`not-a-ledger`,`${path} ${what}: name another file with --db, or move this one away`)}},LedgerTooNewError=class extends LedgerError{name=`LedgerTooNewError`;constructor(path,found,known){super(`ledger-too-new`,`${path} has schema version ${found}, this program knows up to ${known}: update review to use it`)}},LedgerOutdatedError=class extends LedgerError{name=`LedgerOutdatedError`;constructor(path,found,known){super(`ledger-outdated`,`${path} has schema version ${found}, this program needs ${known}: the next command that records something (create, bundle, sweep, ack) migrates it`)}},MigrationChangedError=class extends LedgerError{name=`MigrationChangedError`;constructor(path,version){super(`migration-changed`,`${path} was migrated to version ${version} by a different migration text: use the program version that made it`)}},LedgerUnavailableError=class extends LedgerError{name=`LedgerUnavailableError`;constructor(path,reason,options){super(`ledger-unavailable`,`cannot use the ledger ${path}: ${reason}`,options)}},LedgerConstraintError=class extends LedgerError{name=`LedgerConstraintError`;constructor(path,reason,options){super(`ledger-constraint`,`the ledger ${path} refused a change: ${reason}`,options)}},RunNotFoundError=class extends LedgerError{name=`RunNotFoundError`;runId;constructor(runId){super(`run-not-found`,`run ${runId} is not in the ledger: \`review-nested runs\` lists those that are`),this.runId=runId}};const reasons={SQLITE_AUTH:`permission denied`,SQLITE_BUSY:`another process holds it for too long; try again`,SQLITE_CANTOPEN:`it cannot be opened; is its directory there and writable?`,SQLITE_CORRUPT:"it is damaged; restore a backup (`review-nested doctor` says more)",SQLITE_FULL:`the disk is full`,SQLITE_IOERR:`reading or writing it failed; is the disk full or the file gone?`,SQLITE_LOCKED:`another process holds it; try again`,SQLITE_PERM:`permission denied`,SQLITE_READONLY:`it is not writable, or was moved or deleted while in use`};function translateSqliteError(thrown,url){let isOurs=thrown instanceof LedgerError,error=thrown instanceof Error&&thrown.cause instanceof better_sqlite3.default.SqliteError&&!isOurs?thrown.cause:thrown;if(!(error instanceof better_sqlite3.default.SqliteError))return thrown;let message=error.message.replaceAll(/\s+/g,` `),primary=error.code.split(`_`).slice(0,2).join(`_`);return primary===`SQLITE_NOTADB`?new NotALedgerError(url,`is not a database`):primary===`SQLITE_CONSTRAINT`?new LedgerConstraintError(url,message,{cause:error}):new LedgerUnavailableError(url,`${reasons[primary]??message} (${error.code})`,{cause:error})}function withLedgerErrors(url,work){try{return work()}catch(error){throw translateSqliteError(error,url)}}function backUpLedger(path,version){let target=`${path}.v${version}.bak`,unfinished=`${target}.tmp`;try{(0,node_fs.rmSync)(unfinished,{force:!0}),(0,node_fs.closeSync)((0,node_fs.openSync)(unfinished,`wx`,384));let reader=new better_sqlite3.default(path,{readonly:!0});try{reader.prepare(`VACUUM INTO ?`).run(unfinished)}finally{reader.close()}(0,node_fs.renameSync)(unfinished,target)}catch(error){throw(0,node_fs.rmSync)(unfinished,{force:!0}),new LedgerUnavailableError(path,`it must be migrated, and its backup ${target} cannot be written (${error instanceof Error&&`code`in error?String(error.code):String(error)}); is there room on the disk?`,{cause:error})}}const isSha=column=>`length(${column}) = 64 AND trim(${column}, '0123456789abcdef') = ''`,isModelId=column=>`${column} <> '' AND trim(${column}, 'abcdefghijklmnopqrstuvwxyz0123456789_-') = ''`,isNotBlank=column=>`trim(${column}, ' ' || char(9, 10, 13)) <> ''`,isTime=column=>`${column} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'
    AND date(${column}) IS substr(${column}, 1, 10)`,tables=`
CREATE TABLE snapshots (
  sha TEXT NOT NULL PRIMARY KEY CHECK (${isSha(`sha`)}),
  text TEXT NOT NULL
) STRICT;

CREATE TABLE review_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  note_path TEXT NOT NULL CHECK (note_path <> ''),
  model_id TEXT NOT NULL CHECK (${isModelId(`model_id`)}),
  runner TEXT NOT NULL CHECK (runner <> ''),
  reviewed_note_sha TEXT NOT NULL REFERENCES snapshots (sha),
  started_at TEXT NOT NULL CHECK (${isTime(`started_at`)}),
  completed_at TEXT CHECK (${isTime(`completed_at`)}),
  status TEXT NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'completed', 'failed')),
  failure_reason TEXT CHECK (${isNotBlank(`failure_reason`)}),
  telemetry_json TEXT CHECK (${(column=>`json_valid(${column}) AND json_type(${column}) = 'object'`)(`telemetry_json`)}),
  raw_bundle_markdown TEXT,
  debug_log TEXT,
  CHECK ((status = 'running') = (completed_at IS NULL)),
  CHECK ((status = 'failed') = (failure_reason IS NOT NULL)),
  UNIQUE (id, model_id, note_path, reviewed_note_sha)
) STRICT;

CREATE TABLE review_run_gates (
  review_run_id INTEGER NOT NULL REFERENCES review_runs (id),
  gate_id TEXT NOT NULL CHECK (gate_id <> ''),
  gate_sha TEXT NOT NULL REFERENCES snapshots (sha),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  PRIMARY KEY (review_run_id, gate_id),
  UNIQUE (review_run_id, gate_id, gate_sha),
  UNIQUE (review_run_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE gate_reviews (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  review_run_id INTEGER NOT NULL,
  note_path TEXT NOT NULL,
  gate_id TEXT NOT NULL,
  model_id TEXT NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('pass', 'warn', 'fail', 'error', 'unknown')),
  rationale_markdown TEXT NOT NULL CHECK (${isNotBlank(`rationale_markdown`)}),
  evidence_json TEXT CHECK (json_valid(evidence_json)),
  gate_sha TEXT NOT NULL,
  reviewed_note_sha TEXT NOT NULL,
  reviewed_at TEXT NOT NULL CHECK (${isTime(`reviewed_at`)}),
  review_kind TEXT NOT NULL CHECK (review_kind IN ('full-review', 'manual-import')),
  CHECK (decision <> 'unknown' OR review_kind = 'manual-import'),
  UNIQUE (review_run_id, gate_id),
  UNIQUE (id, model_id),
  FOREIGN KEY (review_run_id, model_id, note_path, reviewed_note_sha)
    REFERENCES review_runs (id, model_id, note_path, reviewed_note_sha) ON UPDATE CASCADE,
  FOREIGN KEY (review_run_id, gate_id, gate_sha)
    REFERENCES review_run_gates (review_run_id, gate_id, gate_sha)
) STRICT;

CREATE TABLE acceptance_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  note_path TEXT NOT NULL CHECK (note_path <> ''),
  gate_id TEXT NOT NULL CHECK (gate_id <> ''),
  model_id TEXT NOT NULL CHECK (${isModelId(`model_id`)}),
  accepted_review_id INTEGER,
  accepted_note_sha TEXT NOT NULL CHECK (${isSha(`accepted_note_sha`)}),
  accepted_gate_sha TEXT NOT NULL CHECK (${isSha(`accepted_gate_sha`)}),
  accepted_at TEXT NOT NULL CHECK (${isTime(`accepted_at`)}),
  acceptance_kind TEXT NOT NULL CHECK (acceptance_kind IN
    ('full-review', 'trivial-change-ack', 'gate-migration', 'manual-override', 'migration-import')),
  override_decision TEXT CHECK (override_decision IN ('pass', 'warn', 'fail')),
  remark TEXT CHECK (${isNotBlank(`remark`)}),
  CHECK (acceptance_kind = 'migration-import' OR accepted_review_id IS NOT NULL),
  CHECK ((acceptance_kind = 'manual-override') = (override_decision IS NOT NULL)),
  CHECK (acceptance_kind <> 'manual-override' OR remark IS NOT NULL),
  FOREIGN KEY (accepted_review_id, model_id) REFERENCES gate_reviews (id, model_id) ON UPDATE CASCADE
) STRICT;
`,refuse=(name,on,when,why)=>`
CREATE TRIGGER ${name} BEFORE ${on} ${when===``?``:`WHEN ${when} `}BEGIN
  SELECT raise(ABORT, '${why}');
END;
`,runIsNotRunning=row=>`(SELECT status FROM review_runs WHERE id = ${row}.review_run_id) IS NOT 'running'`,hasNoSnapshot=sha=>`NOT EXISTS (SELECT 1 FROM snapshots WHERE sha = ${sha})`,doesNotFitItsRun=`NOT EXISTS (
       SELECT 1 FROM review_runs AS run JOIN review_run_gates AS gate ON gate.review_run_id = run.id
       WHERE run.id = NEW.review_run_id AND run.model_id = NEW.model_id AND run.note_path = NEW.note_path
         AND run.reviewed_note_sha = NEW.reviewed_note_sha
         AND gate.gate_id = NEW.gate_id AND gate.gate_sha = NEW.gate_sha)`,fits=`a gate review names the partition, note and gate version of its run`,triggers=[refuse(`run_starts_running`,`INSERT ON review_runs`,`NEW.status IS NOT 'running'`,`a run starts with status running`),refuse(`run_is_not_replaced`,`INSERT ON review_runs`,`EXISTS (SELECT 1 FROM review_runs WHERE id = NEW.id)`,`a run keeps its id`),refuse(`run_keeps_its_note`,`INSERT ON review_runs`,hasNoSnapshot(`NEW.reviewed_note_sha`),`a run names a note whose text is in snapshots`),refuse(`run_is_kept`,`DELETE ON review_runs`,``,`runs are never deleted`),refuse(`run_identity_is_fixed`,`UPDATE ON review_runs`,`NEW.id <> OLD.id OR NEW.note_path <> OLD.note_path OR NEW.runner <> OLD.runner
     OR NEW.reviewed_note_sha <> OLD.reviewed_note_sha OR NEW.started_at <> OLD.started_at`,`id, note, runner and start of a run never change`),refuse(`run_ends_once`,`UPDATE ON review_runs`,`OLD.status <> 'running' AND (NEW.status IS NOT OLD.status OR NEW.model_id IS NOT OLD.model_id
     OR NEW.completed_at IS NOT OLD.completed_at OR NEW.failure_reason IS NOT OLD.failure_reason)`,`a run that has ended keeps its status, end, reason and model`),refuse(`run_completes_with_coverage`,`UPDATE OF status ON review_runs`,`NEW.status = 'completed' AND OLD.status = 'running' AND (
       NOT EXISTS (SELECT 1 FROM review_run_gates WHERE review_run_id = NEW.id)
       OR EXISTS (
         SELECT 1 FROM review_run_gates AS gate
         LEFT JOIN gate_reviews AS review ON review.review_run_id = gate.review_run_id AND review.gate_id = gate.gate_id
         WHERE gate.review_run_id = NEW.id AND (review.id IS NULL OR review.decision NOT IN ('pass', 'warn', 'fail'))))`,`a run completes only when every requested gate is reviewed with pass, warn or fail`),refuse(`run_gate_set_while_running`,`INSERT ON review_run_gates`,`${runIsNotRunning(`NEW`)}
     OR EXISTS (SELECT 1 FROM gate_reviews WHERE review_run_id = NEW.review_run_id)
     OR EXISTS (SELECT 1 FROM review_run_gates AS other WHERE other.review_run_id = NEW.review_run_id
       AND (other.gate_id = NEW.gate_id OR other.ordinal = NEW.ordinal))`,`the requested gates are captured when the run starts`),refuse(`run_gate_keeps_its_text`,`INSERT ON review_run_gates`,hasNoSnapshot(`NEW.gate_sha`),`a run names gates whose texts are in snapshots`),refuse(`run_gate_is_fixed`,`UPDATE ON review_run_gates`,``,`the requested gates of a run never change`),refuse(`run_gate_is_kept`,`DELETE ON review_run_gates`,``,`the requested gates of a run never change`),...[`INSERT`,`UPDATE`,`DELETE`].map(verb=>refuse(`gate_review_${verb.toLowerCase()}_while_running`,`${verb} ON gate_reviews`,verb===`UPDATE`?`${runIsNotRunning(`OLD`)} OR ${runIsNotRunning(`NEW`)}`:runIsNotRunning(verb===`INSERT`?`NEW`:`OLD`),`gate reviews change only while their run is running`)),refuse(`gate_review_is_not_replaced`,`INSERT ON gate_reviews`,`EXISTS (SELECT 1 FROM gate_reviews WHERE id = NEW.id)`,`a gate review keeps its id`),refuse(`gate_review_identity_is_fixed`,`UPDATE ON gate_reviews`,`NEW.id <> OLD.id OR NEW.review_run_id <> OLD.review_run_id OR NEW.gate_id <> OLD.gate_id`,`id, run and gate of a gate review never change`),refuse(`gate_review_fits_its_run`,`INSERT ON gate_reviews`,doesNotFitItsRun,fits),refuse(`gate_review_keeps_fitting_its_run`,`UPDATE ON gate_reviews`,doesNotFitItsRun,fits),`
CREATE TRIGGER run_partition_is_one AFTER UPDATE OF model_id ON review_runs
WHEN EXISTS (SELECT 1 FROM gate_reviews WHERE review_run_id = NEW.id AND model_id <> NEW.model_id) BEGIN
  SELECT raise(ABORT, 'a rekey needs foreign_keys to be on');
END;
`,refuse(`acceptance_is_not_replaced`,`INSERT ON acceptance_events`,`EXISTS (SELECT 1 FROM acceptance_events WHERE id = NEW.id)`,`an acceptance event keeps its id`),refuse(`acceptance_by_full_review_once`,`INSERT ON acceptance_events`,`NEW.acceptance_kind = 'full-review' AND EXISTS (SELECT 1 FROM acceptance_events AS other
       WHERE other.accepted_review_id = NEW.accepted_review_id AND other.acceptance_kind = 'full-review')`,`a review is accepted by full review once`),refuse(`acceptance_rests_on_its_review`,`INSERT ON acceptance_events`,`NEW.accepted_review_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE review.id = NEW.accepted_review_id AND review.model_id = NEW.model_id AND run.status <> 'running')`,`an acceptance names a review of its own partition whose run has ended`),refuse(`acceptance_needs_completed_run`,`INSERT ON acceptance_events`,`NEW.acceptance_kind <> 'migration-import' AND NOT EXISTS (
       SELECT 1 FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE review.id = NEW.accepted_review_id AND run.status = 'completed'
         AND review.decision IN ('pass', 'warn', 'fail'))`,`an acceptance needs a review with pass, warn or fail in a completed run`),refuse(`acceptance_builds_on_its_pair`,`INSERT ON acceptance_events`,`NEW.acceptance_kind <> 'migration-import' AND NOT EXISTS (
       SELECT 1 FROM gate_reviews AS review WHERE review.id = NEW.accepted_review_id
         AND review.note_path = NEW.note_path AND review.gate_id = NEW.gate_id)
     AND NOT EXISTS (
       SELECT 1 FROM acceptance_events AS earlier WHERE earlier.accepted_review_id = NEW.accepted_review_id
         AND (earlier.note_path = NEW.note_path AND earlier.gate_id = NEW.gate_id
           OR earlier.accepted_note_sha = NEW.accepted_note_sha AND earlier.accepted_gate_sha = NEW.accepted_gate_sha
             AND (NEW.acceptance_kind = 'trivial-change-ack' AND earlier.gate_id = NEW.gate_id
               OR NEW.acceptance_kind = 'gate-migration' AND earlier.note_path = NEW.note_path)))`,`an acceptance builds on a review of its pair, or carries an unchanged pair over to a new name`),refuse(`full_review_names_what_was_judged`,`INSERT ON acceptance_events`,`NEW.acceptance_kind = 'full-review' AND NOT EXISTS (
       SELECT 1 FROM gate_reviews AS review WHERE review.id = NEW.accepted_review_id
         AND review.note_path = NEW.note_path AND review.gate_id = NEW.gate_id
         AND review.reviewed_note_sha = NEW.accepted_note_sha AND review.gate_sha = NEW.accepted_gate_sha)`,`a full-review acceptance names the pair and the shas that its review judged`),refuse(`acceptance_is_fixed`,`UPDATE ON acceptance_events`,``,`acceptance events are append-only`),refuse(`acceptance_is_kept`,`DELETE ON acceptance_events`,``,`acceptance events are append-only`),`
CREATE TRIGGER snapshot_is_not_replaced BEFORE INSERT ON snapshots
WHEN EXISTS (SELECT 1 FROM snapshots WHERE sha = NEW.sha) BEGIN
  SELECT raise(IGNORE);
END;
`,refuse(`snapshot_is_fixed`,`UPDATE ON snapshots`,``,`snapshots are never changed`),refuse(`snapshot_is_kept`,`DELETE ON snapshots`,``,`snapshots are never changed`)].join(``),migrations=[{version:1,name:`ledger`,sql:tables+`
CREATE INDEX review_runs_open ON review_runs (note_path) WHERE status = 'running';
CREATE INDEX review_runs_by_note ON review_runs (note_path, id);
CREATE INDEX review_runs_requested ON review_runs
  (coalesce(json_extract(telemetry_json, '$.requestedModelId'), model_id), id) WHERE status = 'completed';
CREATE INDEX gate_reviews_by_pair ON gate_reviews (note_path, gate_id, id);
CREATE INDEX acceptance_events_current ON acceptance_events (model_id, note_path, gate_id, id);
CREATE INDEX acceptance_events_by_note ON acceptance_events (note_path, id);
CREATE INDEX acceptance_events_by_review ON acceptance_events (accepted_review_id);
CREATE UNIQUE INDEX acceptance_events_once ON acceptance_events (accepted_review_id)
  WHERE acceptance_kind = 'full-review';

CREATE VIEW current_gate_acceptances AS
  SELECT event.* FROM acceptance_events AS event
  WHERE event.id = (
    SELECT max(other.id) FROM acceptance_events AS other
    WHERE other.model_id = event.model_id AND other.note_path = event.note_path AND other.gate_id = event.gate_id);
`+triggers},{version:2,name:`imports`,sql:`
CREATE TABLE imported_rows (
  row_sha TEXT NOT NULL PRIMARY KEY CHECK (length(row_sha) = 64 AND trim(row_sha, '0123456789abcdef') = ''),
  old_row TEXT NOT NULL CHECK (old_row <> ''),
  review_run_id INTEGER REFERENCES review_runs (id),
  acceptance_event_id INTEGER REFERENCES acceptance_events (id),
  CHECK ((review_run_id IS NULL) <> (acceptance_event_id IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER imported_row_is_not_replaced BEFORE INSERT ON imported_rows
WHEN EXISTS (SELECT 1 FROM imported_rows WHERE row_sha = NEW.row_sha) BEGIN
  SELECT raise(ABORT, 'an old row is imported once');
END;

CREATE TRIGGER imported_row_is_fixed BEFORE UPDATE ON imported_rows BEGIN
  SELECT raise(ABORT, 'what was imported is never changed');
END;

CREATE TRIGGER imported_row_is_kept BEFORE DELETE ON imported_rows BEGIN
  SELECT raise(ABORT, 'what was imported is never changed');
END;

DROP INDEX review_runs_requested;
CREATE INDEX review_runs_requested ON review_runs
  (coalesce(json_extract(telemetry_json, '$.requestedModelId'), model_id), completed_at, id) WHERE status = 'completed';
`}],shaOf=migration=>(0,node_crypto.createHash)(`sha256`).update(migration.sql).digest(`hex`);function checkVersion(sqlite,url,known=migrations.length){let{applicationId,version,objects}=sqlite.transaction(()=>({applicationId:sqlite.pragma(`application_id`,{simple:!0}),version:Number(sqlite.pragma(`user_version`,{simple:!0})),objects:sqlite.prepare(`SELECT count(*) FROM sqlite_schema`).pluck().get()}))();if(applicationId!==1920366444){if(objects!==0)throw new NotALedgerError(url,`is a database, but not a review ledger`);return 0}if(version>known)throw new LedgerTooNewError(url,version,known);return version}function requireLatest(sqlite,url,steps=migrations){let version=checkVersion(sqlite,url,steps.length);if(version===0)throw new LedgerNotFoundError(url);if(version<steps.length)throw new LedgerOutdatedError(url,version,steps.length);checkHistory(sqlite,url,steps)}function migrate(sqlite,url,now,steps=migrations){checkVersion(sqlite,url,steps.length)!==steps.length&&sqlite.transaction(()=>applyMissing(sqlite,url,now,steps)).immediate(),checkHistory(sqlite,url,steps)}function applyMissing(sqlite,url,now,steps){let version=checkVersion(sqlite,url,steps.length);version===0?(sqlite.exec(`
CREATE TABLE ledger_migrations (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha TEXT NOT NULL,
  applied_at TEXT NOT NULL
) STRICT;
`),sqlite.pragma(`application_id = 1920366444`)):(checkHistory(sqlite,url,steps.slice(0,version)),version<steps.length&&!sqlite.memory&&backUpLedger(url,version));let record=sqlite.prepare(`INSERT INTO ledger_migrations (version, name, sha, applied_at) VALUES (?, ?, ?, ?)`);for(let step of steps.slice(version))sqlite.exec(step.sql),record.run(step.version,step.name,shaOf(step),now());sqlite.pragma(`user_version = ${steps.length}`)}function checkHistory(sqlite,url,steps){let shaOfVersion=sqlite.prepare(`SELECT sha FROM ledger_migrations WHERE version = ?`);for(let step of steps)if(shaOfVersion.pluck().get(step.version)!==shaOf(step))throw new MigrationChangedError(url,step.version)}function prepareLedgerFile(path){let directory=(0,node_path.dirname)(path);try{(0,node_fs.mkdirSync)(directory,{recursive:!0,mode:448}),(0,node_path.basename)(directory)===`.review`&&ignoreEverythingIn(directory),(0,node_fs.closeSync)((0,node_fs.openSync)(path,`a`,384))}catch(error){throw new LedgerUnavailableError(path,`it cannot be created (${error instanceof Error&&`code`in error?String(error.code):String(error)}); is its directory writable?`,{cause:error})}}function ignoreEverythingIn(directory){let file=(0,node_path.join)(directory,`.gitignore`);(0,node_fs.existsSync)(file)||(0,node_fs.writeFileSync)(file,`*
`)}const BUSY_TIMEOUT_MS=1e4;async function openLedger(url,options={}){let{readOnly=!1,clock=()=>/* @__PURE__ */ new Date}=options,path=ledgerPath(url),now=()=>clock().toISOString();if(path!==`:memory:`){if((0,node_fs.existsSync)(path)){if(!(0,node_fs.statSync)(path).isFile())throw new NotALedgerError(path,`is not a file`)}else if(readOnly)throw new LedgerNotFoundError(path);else prepareLedgerFile(path)}let sqlite=withLedgerErrors(path,()=>new better_sqlite3.default(path,{timeout:BUSY_TIMEOUT_MS}));try{sqlite.pragma(`foreign_keys = ON`),sqlite.pragma(`synchronous = NORMAL`),readOnly&&path!==`:memory:`?requireLatest(sqlite,path):(checkVersion(sqlite,path),await enterWal(sqlite),migrate(sqlite,path,now)),readOnly&&sqlite.pragma(`query_only = ON`)}catch(error){throw sqlite.close(),translateSqliteError(error,path)}return ledgerOver({url:path,sqlite,now},readOnly)}async function enterWal(sqlite){for(let waited=0;;waited+=10)try{sqlite.pragma(`journal_mode = WAL`);return}catch(error){if(!(error instanceof better_sqlite3.default.SqliteError&&error.code.startsWith(`SQLITE_BUSY`))||waited>=BUSY_TIMEOUT_MS)throw error;await(0,node_timers_promises.setTimeout)(10)}}function ledgerPath(url){if(url===``)throw new LedgerError(`bad-ledger-url`,`the ledger's path is empty`);if(url===`:memory:`)return url;let scheme=/^([a-z][a-z0-9+.-]+):\/\//i.exec(url)?.[1];if(scheme)throw new LedgerError(`bad-ledger-url`,`a ledger is a file, ${scheme}:// is not supported: name a path`);return(0,node_path.resolve)(url)}const nonBlank=text=>text?.trim()||void 0;function reviewerSettings(args,{environment},{config:{defaults}}){let settle=name=>{let flag=args[name];if(flag?.trim()===``)throw new require_main.b(`--${name} is empty: name one`);return nonBlank(flag)??nonBlank(environment[`REVIEW_${name.toUpperCase()}`])??nonBlank(defaults[name])},effort=settle(`effort`);if(effort!==void 0&&!require_main.i.some(known=>known===effort))throw new require_main.b(`the effort ${JSON.stringify(effort)} (REVIEW_EFFORT or defaults.effort) is none of ${require_main.i.join(`, `)}`);return{runner:settle(`runner`),model:settle(`model`),effort}}function requireSetting(name,value){if(value!==void 0)return value;throw new require_main.b(`no ${name} was named: give --${name}, set REVIEW_${name.toUpperCase()}, or put defaults.${name} into review.config.json`)}async function openWorkspace(args,{cwd,environment}){for(let name of[`root`,`db`])if(args[name]?.trim()===``)throw new require_main.b(`--${name} is empty: name one, or leave it out`);let root=args.root??nonBlank(environment.REVIEW_ROOT),corpus=await openCorpus({cwd,...root!==void 0&&{root:(0,node_path.resolve)(cwd,root)}}),named=args.db??nonBlank(environment.REVIEW_DB);return{corpus,ledgerUrl:named===void 0?at(corpus.root,corpus.config.database):at(cwd,named)}}function at(directory,url){return url===``||url===`:memory:`||(0,node_path.isAbsolute)(url)||/^[a-z][a-z0-9+.-]+:\/\//i.test(url)?url:(0,node_path.resolve)(directory,url)}async function openLedgerToWrite({ledgerUrl}){return openLedger(ledgerUrl)}async function openLedgerOfRun({ledgerUrl},runId){if((0,node_path.isAbsolute)(ledgerUrl)&&!(0,node_fs.existsSync)(ledgerUrl))throw new RunNotFoundError(runId);return openLedger(ledgerUrl)}async function openLedgerToRead({ledgerUrl}){try{return await openLedger(ledgerUrl,{readOnly:!0})}catch(error){if(error instanceof LedgerNotFoundError)return openLedger(`:memory:`);throw error}}Object.defineProperty(exports,"a",{enumerable:!0,get:function(){return requireSetting}}),Object.defineProperty(exports,"c",{enumerable:!0,get:function(){return LedgerConstraintError}}),Object.defineProperty(exports,"d",{enumerable:!0,get:function(){return fileKind}}),Object.defineProperty(exports,"f",{enumerable:!0,get:function(){return describeFileError}}),Object.defineProperty(exports,"h",{enumerable:!0,get:function(){return InvalidConditionError}}),Object.defineProperty(exports,"i",{enumerable:!0,get:function(){return openWorkspace}}),Object.defineProperty(exports,"l",{enumerable:!0,get:function(){return RunNotFoundError}}),Object.defineProperty(exports,"m",{enumerable:!0,get:function(){return CorpusError}}),Object.defineProperty(exports,"n",{enumerable:!0,get:function(){return openLedgerToRead}}),Object.defineProperty(exports,"o",{enumerable:!0,get:function(){return reviewerSettings}}),Object.defineProperty(exports,"p",{enumerable:!0,get:function(){return isMissing}}),Object.defineProperty(exports,"r",{enumerable:!0,get:function(){return openLedgerToWrite}}),Object.defineProperty(exports,"s",{enumerable:!0,get:function(){return withLedgerErrors}}),Object.defineProperty(exports,"t",{enumerable:!0,get:function(){return openLedgerOfRun}}),Object.defineProperty(exports,"u",{enumerable:!0,get:function(){return connectionOf}});