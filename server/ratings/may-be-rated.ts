import type { Queryable } from "../store/database.ts";
import type { PageSubject } from "../store/layer.ts";
import { rubricsOf } from "./book.ts";
import { readRubrics } from "./rubric-store.ts";

/** Whether a rubric is for its kind, or it has been rated: of the many bins nothing else is read. */
export async function mayBeRated(tx: Queryable, districtId: string, { kind, id }: PageSubject) {
  if (kind === "street") return true;
  const kinds = rubricsOf(await readRubrics(tx, districtId)).map((rubric) => rubric.kind);
  const rows = await tx.query(
    `select 1 from facility where district_id = $1 and facility_id = $2 and (kind = any ($3) or exists (
       select 1 from rating where district_id = $1 and subject_kind = 'facility' and subject_id = $2))`,
    [districtId, id, kinds],
  );
  return rows.length > 0;
}
