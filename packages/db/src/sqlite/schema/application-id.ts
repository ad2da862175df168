/** Marks a SQLite file as a ledger of ours: the bytes "rvwl" (https://www.sqlite.org/fileformat.html, offset 68). */
export const APPLICATION_ID = 0x7276776c;
