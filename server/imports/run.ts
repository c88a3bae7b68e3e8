import { createHash, randomBytes } from "node:crypto";
import { recordChange } from "../store/changes.ts";
import type { Database } from "../store/database.ts";
import { auditFacilities, auditImport } from "./audit.ts";
import { auditComplaints } from "./complaint-audit.ts";
import { unknownOwnCategories } from "./complaint-categories.ts";
import type { Note } from "./complaint-rows.ts";
import { completeComplaints, takeNumbers, writeComplaintEvents } from "./complaint-store.ts";
import { createDistrict, type TargetDistrict } from "./district.ts";
import { ImportFailure, type RowFault } from "./failure.ts";
import type { PreparedImport } from "./plan.ts";
import { readClashes, withdrawEdges, writeRecords } from "./store.ts";

/** What an import did, in numbers that add up: `rowsIn` = `written` + `unchanged` + `rejected`. */
export type ImportOutcome = {
  readonly importId: string;
  readonly rowsIn: number;
  readonly written: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Edges taken away because their street is drawn otherwise now, and those kept because a cleaning route uses them. */
  readonly withdrawn: number;
  readonly keptForRoutes: number;
  readonly faults: readonly RowFault[];
  /** What is no fault, and worth knowing: what the register does not have, what was left as it is. */
  readonly notes: readonly Note[];
};

export type RunOptions = {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Written beside the run, so that it can be understood later. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Bad rows are left out instead of stopping the import. */
  readonly isLenient: boolean;
  readonly onProgress?: (done: number) => void;
};

/** An id that sorts by time and says when. */
const newImportId = (now: Date) =>
  `${now
    .toISOString()
    .replaceAll(/[-:]|\..*/g, "")
    .replace("T", "-")}-${randomBytes(3).toString("hex")}`;

/**
 * Writes a prepared import in one transaction: all of its good rows, or nothing.
 *
 * @throws {ImportFailure} with every fault when a row is bad and the import is strict.
 */
export async function runImport(
  database: Database,
  target: TargetDistrict,
  prepared: PreparedImport,
  options: RunOptions,
): Promise<ImportOutcome> {
  if (prepared.faults.length > 0 && !options.isLenient) throw badRows(prepared.faults);
  const { districtId, isNew } = target;
  const importId = newImportId(new Date());
  return database.transaction(
    async (tx) => {
      await tx.query("set local timezone = 'UTC'"); // what is noted for taking back must not depend on the session
      if (isNew) await createDistrict(tx, target);
      const clashes = new Map([
        ...(await unknownOwnCategories(tx, districtId, prepared.records)),
        ...(await readClashes(tx, districtId, prepared.records)),
      ]);
      const faults = [...prepared.faults, ...clashes.values()];
      if (clashes.size > 0 && !options.isLenient) throw badRows(faults);
      const records = prepared.records.filter(({ id }) => !clashes.has(id));
      const badRowCount = new Set(prepared.faults.map(({ row }) => row)).size;
      const rejected = badRowCount + clashes.size;
      const repeated = prepared.repeated ?? 0;
      const rowsIn = records.length + repeated + rejected;
      const sha256 = createHash("sha256").update(options.bytes).digest("hex");
      await tx.query(
        `insert into import_run
           (district_id, import_id, file_name, sha256, options, rows_in, written, unchanged, rejected)
         values ($1, $2, $3, $4, $5::jsonb, 0, 0, 0, 0)`,
        [districtId, importId, options.fileName, sha256, JSON.stringify(options.options)],
      );
      const { complaints } = prepared;
      const cases = complaints
        ? await completeComplaints(tx, target, records, complaints)
        : { records, said: new Map(), living: 0, notes: [] };
      const written = await writeRecords(
        tx,
        districtId,
        importId,
        cases.records,
        options.onProgress,
      );
      if (complaints) {
        await writeComplaintEvents(tx, districtId, importId, cases);
        await takeNumbers(tx, districtId, cases.records);
      }
      const unchanged = records.length - written + repeated;
      const run = { districtId, importId, after: written };
      const { redrawn } = prepared;
      const edges = redrawn
        ? await withdrawEdges(tx, run, redrawn, records)
        : { withdrawn: 0, keptForRoutes: 0 };
      await tx.query(
        `update import_run set rows_in = $3, written = $4, unchanged = $5, rejected = $6
          where district_id = $1 and import_id = $2`,
        [districtId, importId, rowsIn, written, unchanged, rejected],
      );
      if (isNew) await recordChange(tx, districtId, "district", [districtId]);
      await auditFacilities(tx, districtId, importId, "facility.import");
      await auditComplaints(tx, districtId, importId, "complaint.import");
      await auditImport(tx, districtId, importId, "import_run.write", {
        ...{ fileName: options.fileName, sha256, rowsIn, written, unchanged, rejected },
        ...(edges.withdrawn > 0 ? { withdrawn: edges.withdrawn } : {}),
        ...(isNew ? { isNewDistrict: true } : {}),
      });
      const notes = cases.notes;
      return { importId, rowsIn, written, unchanged, rejected, ...edges, faults, notes };
    },
    isNew ? { districtId, asOwner: true } : { districtId },
  );
}

const badRows = (faults: readonly RowFault[]) => {
  const rows = new Set(faults.map(({ row }) => row)).size;
  return new ImportFailure(
    `${rows} ${rows === 1 ? "row is" : "rows are"} bad, so nothing was written. Correct the file, or write the good rows and keep the bad ones with --rejects FILE.`,
    { faults },
  );
};
