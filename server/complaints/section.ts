import type { Queryable } from "../store/database.ts";
import type { PageContent, PageSection, PageSubject, Title } from "../store/layer.ts";
import { readCategoryTitles } from "./category-settings.ts";

/** How far around a facility complaints count as near, meters in a straight line. */
const NEAR_METERS = 100;

/** Days looked back, the local day of today included. */
const DAYS = 365;

type CountRow = { category: string | null; linked: number; near: number };

const OF_FACILITY = `
  select c.category, count(*) filter (where c.facility_id = f.facility_id) as linked,
    count(*) filter (where c.facility_id is distinct from f.facility_id) as near
  from facility f
  join complaint c on c.district_id = f.district_id and not c.is_confidential
    and c.occurred_on > $3::date - ${DAYS} and c.occurred_on <= $3::date
    and (c.facility_id = f.facility_id
      -- a box of degrees first: measuring over the ground is for those in it; 0.004° of longitude is 100 m up to 75°
      or (c.position && st_expand(f.position, 0.004)
        and st_dwithin(c.position::geography, f.position::geography, ${NEAR_METERS})))
  where f.district_id = $1 and f.facility_id = $2
  group by c.category`;

const OF_STREET = `
  select category, count(*) as linked, 0 as near from complaint
  where district_id = $1 and street_id = $2 and not is_confidential
    and occurred_on > $3::date - ${DAYS} and occurred_on <= $3::date
  group by category`;

/** Complaints of the last 365 days about a facility or street, and near a facility, by category. */
export const complaintSection: PageSection = {
  id: "complaints",
  title: { zh: "群众投诉", en: "Complaints" },
  async read(tx, districtId, subject, today) {
    const rows = await readCounts(tx, districtId, subject, today);
    return content(rows, subject, await readCategoryTitles(tx, districtId));
  },
};

const readCounts = (tx: Queryable, districtId: string, subject: PageSubject, today: string) =>
  tx.query<CountRow>(subject.kind === "facility" ? OF_FACILITY : OF_STREET, [
    districtId,
    subject.id,
    today,
  ]);

function content(
  rows: readonly CountRow[],
  subject: PageSubject,
  titles: Readonly<Record<string, Title>>,
): PageContent {
  const isFacility = subject.kind === "facility";
  const sum = (of: (row: CountRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const ordered = [...rows].sort(
    (a, b) =>
      b.linked + b.near - a.linked - a.near || (a.category ?? "").localeCompare(b.category ?? ""),
  );
  const period: Title = { zh: `近 ${DAYS} 天`, en: `in the last ${DAYS} days` };
  const unit: Title = { zh: "件", en: "complaints" };
  return {
    figures: [
      {
        label: { zh: "关联投诉", en: "Linked" },
        value: sum((row) => row.linked),
        unit,
        definition: {
          zh: `${period.zh}内登记为针对本${isFacility ? "设施" : "路"}的投诉件数`,
          en: `Complaints recorded as about this ${subject.kind} ${period.en}`,
        },
      },
      ...(isFacility
        ? [
            {
              label: { zh: `${NEAR_METERS} 米内其他投诉`, en: `Others within ${NEAR_METERS} m` },
              value: sum((row) => row.near),
              unit,
              definition: {
                zh: `${period.zh}内直线距离 ${NEAR_METERS} 米以内、未关联本设施的投诉件数`,
                en: `Complaints ${period.en} within ${NEAR_METERS} m in a straight line that are not linked`,
              },
            },
          ]
        : []),
    ],
    table: {
      columns: [
        { name: "category", title: { zh: "类别", en: "Category" }, values: titles },
        { name: "linked", title: { zh: "关联", en: "Linked" } },
        ...(isFacility ? [{ name: "near", title: { zh: "附近", en: "Near" } }] : []),
      ],
      rows: ordered.map(({ category, linked, near }) =>
        isFacility ? { category, linked, near } : { category, linked },
      ),
      total: rows.length,
    },
  };
}
