import type { Queryable } from "../store/database.ts";
import { instantOf } from "../store/local-day.ts";
import { dayAfter } from "./calendar.ts";
import { COUNTED, RATE_DEFINITIONS } from "./rate-definitions.ts";

export const RATE_GROUPS = ["unit", "month", "area"] as const;

/** A numerator and its denominator. */
type Share = { readonly of: number; readonly met: number };
type Counted = {
  readonly complaints: number;
  readonly rates: Record<(typeof RATE_DEFINITIONS)[number]["id"], Share>;
};
type Group = Counted & {
  readonly id: string | null;
  readonly name: string | null;
  readonly nameEn: string | null;
};

/** How complaints are grouped: by a column of theirs, and where its names are. */
const GROUPS = {
  unit: {
    key: "unit_id",
    names: "select unit_id as id, name, name_en from unit where district_id = $2",
  },
  area: {
    key: "area_id",
    names: "select area_id as id, name, name_en from area where district_id = $2",
  },
  month: {
    key: "to_char(received_at at time zone $5, 'YYYY-MM')",
    names:
      "select null::text as id, null::text as name, null::text as name_en where $2::text is null",
  },
} as const;

const SHARES = RATE_DEFINITIONS.map(
  ({ id, of, met }) => `count(*) filter (where ${of})::int as "${id}Of",
    count(*) filter (where (${of}) and ${met})::int as "${id}Met"`,
).join(", ");

type Row = Record<string, unknown> & {
  readonly id: string | null;
  readonly name: string | null;
  readonly nameEn: string | null;
  readonly isConfidential: boolean;
  readonly complaints: number;
};

/** The rates of a period, whole and by group. @param period.from  first local day, and `to` the last. */
export async function readRates(
  tx: Queryable,
  districtId: string,
  period: {
    readonly from: string;
    readonly to: string;
    readonly by: (typeof RATE_GROUPS)[number];
    readonly timeZone: string;
    readonly now: Date;
  },
): Promise<{ total: Counted; groups: Group[] }> {
  const { from, to, by, timeZone, now } = period;
  const { key, names } = GROUPS[by];
  const rows = await tx.query<Row>(
    `select g.*, n.name, n.name_en as "nameEn" from (
       select ${key} as id, is_confidential as "isConfidential", count(*)::int as complaints, ${SHARES}
       from complaint
       where district_id = $2 and received_at >= $3 and received_at < $4 and ${COUNTED} and $5::text is not null
       group by 1, 2
     ) g left join (${names}) n on n.id = g.id order by g.id`,
    [
      ...[now, districtId, instantOf(from, "00:00:00", timeZone)],
      ...[instantOf(dayAfter(to, 1), "00:00:00", timeZone), timeZone],
    ],
  );
  return {
    total: sumOf(rows),
    groups: rows
      .filter(({ isConfidential }) => !isConfidential)
      .map((row) => ({ id: row.id, name: row.name, nameEn: row.nameEn, ...sumOf([row]) })),
  };
}

function sumOf(rows: readonly Row[]): Counted {
  const sum = (name: string) => rows.reduce((all, row) => all + Number(row[name]), 0);
  const share = (id: string): Share => ({ of: sum(`${id}Of`), met: sum(`${id}Met`) });
  return {
    complaints: sum("complaints"),
    rates: {
      response: share("response"),
      resolution: share("resolution"),
      satisfaction: share("satisfaction"),
      onTime: share("onTime"),
    },
  };
}
