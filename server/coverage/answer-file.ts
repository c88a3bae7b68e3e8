import { FACILITY_LAYERS } from "../../data/facility.ts";
import type { ExportTable } from "../http/export-table.ts";
import { DomainError } from "../http/problem.ts";
import type { Queryable } from "../store/database.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { coverageAnswer } from "./answer.ts";
import type { Asker, Coverage } from "./material.ts";
import type { CoverageQuestion } from "./question.ts";
import { triedOf } from "./scenario-compare.ts";
import { areasTable, type FileTold, gapsTable, sitesTable } from "./scenario-file.ts";

/** What of an answer a file has: sites with what becomes of each, gaps as polygons, or sub-districts and communities. */
export const FILE_PARTS = ["sites", "gaps", "areas"] as const;

/** A district as files name it. @throws {DomainError} `district-unknown`. */
export async function readDistrictTold(tx: Queryable, districtId: string) {
  const [row] = await tx.query<{ name: string; isDemo: boolean }>(
    `select name, is_demo as "isDemo" from district where district_id = $1`,
    [districtId],
  );
  if (!row) throw new DomainError("district-unknown", `No district ${districtId}`);
  return { id: districtId, ...row };
}

/**
 * A part of the answer to a question as a table.
 *
 * @param asked.name  of the scenario, or what stands for one.
 * @throws {DomainError} as `Coverage`.
 */
export async function answerFile(
  { snapshots, read }: { snapshots: Snapshots; read: Coverage },
  asked: {
    readonly question: CoverageQuestion;
    readonly name: string;
    readonly costs: Readonly<Record<string, number>>;
    readonly part: (typeof FILE_PARTS)[number];
    readonly asker: Asker;
  },
  told: FileTold,
): Promise<ExportTable> {
  const { question, part, asker, costs } = asked;
  const districtId = told.district.id;
  const material = await read(districtId, question, asker);
  const raster = await material.raster();
  const answer = coverageAnswer(material.study, { ...material, districtId, raster });
  if (part === "gaps") return gapsTable(asked, answer, told);
  const layer = part === "areas" ? "areas" : FACILITY_LAYERS[question.kind];
  const snapshot = await snapshots.get(districtId, layer);
  if (!snapshot) throw new DomainError("district-unknown", `No district ${districtId}`);
  return part === "areas"
    ? areasTable(asked, answer, snapshot, told)
    : sitesTable(asked, answer, triedOf(answer, question, costs, snapshot), told);
}
