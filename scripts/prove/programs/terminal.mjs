// Preloaded into a process: it takes its output for a terminal of 100 columns.
for (const stream of [process.stdout, process.stderr])
  Object.assign(stream, { isTTY: true, columns: 100, rows: 40 });
