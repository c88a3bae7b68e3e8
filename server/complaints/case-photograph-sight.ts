import type { Sight } from "../store/photograph-read.ts";

type Row = {
  lng: number | null;
  lat: number | null;
  is_confidential: boolean;
  is_named: boolean;
  is_own: boolean;
};

/**
 * Photographs of a complaint are seen by whoever may read it: a confidential one's by those named for it, and for nobody
 * else there are none; any other's by its unit and by whoever reads all in its place.
 */
export const caseSight: Sight = {
  asks: ["complaints.read", "complaints.all"],
  async read(tx, districtId, ids, viewer) {
    const rows = await tx.query<Row>(
      `select st_x(position) as lng, st_y(position) as lat, is_confidential,
         exists (select 1 from complaint_confidant f where f.district_id = $1 and f.complaint_id = c.complaint_id
           and f.account_id = $3) as is_named,
         exists (select 1 from unit_member m where m.district_id = $1 and m.unit_id = c.unit_id
           and m.account_id = $3) as is_own
       from complaint c where district_id = $1 and complaint_id = any ($2)`,
      [districtId, ids, viewer.accountId],
    );
    if (!viewer.mayAnywhere("complaints.read")) return rows.flatMap(hiddenOrNone);
    return rows.flatMap((row) => {
      if (row.is_confidential) return row.is_named ? [true] : [];
      const place = row.lng === null || row.lat === null ? null : ([row.lng, row.lat] as const);
      return [row.is_own || viewer.may("complaints.all", place)];
    });
  },
};

const hiddenOrNone = ({ is_confidential }: Row) => (is_confidential ? [] : [false]);
