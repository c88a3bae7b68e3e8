import type { PageSection } from "../store/layer.ts";

const DAYS = 7;

const RECORDED = `
  select count(distinct s.day)::int as days,
    to_char(max(s.to_at) at time zone d.time_zone, 'YYYY-MM-DD HH24:MI') as latest
  from service_record s
  join street_edge e using (district_id, edge_id)
  join district d using (district_id)
  where s.district_id = $1 and e.street_id = $2 and s.is_working
    and s.day > $3::date - ${DAYS} and s.day <= $3::date
  group by d.time_zone`;

/** What positions say was done on a street of late; the proof says it pass by pass. For whoever may read it. */
export const serviceSection: PageSection = {
  id: "services",
  title: { zh: "作业记录", en: "Services" },
  isInternal: true,
  async read(tx, districtId, subject, today) {
    if (subject.kind !== "street") return null;
    const [row] = await tx.query<{ days: number; latest: string }>(RECORDED, [
      ...[districtId, subject.id, today],
    ]);
    return {
      figures: [
        {
          label: { zh: "有作业记录的天数", en: "Days with services" },
          value: row?.days ?? 0,
          unit: { zh: `天／${DAYS} 天`, en: `of ${DAYS} days` },
          definition: {
            zh: `近 ${DAYS} 天内，有车辆开着作业开关经过本路的天数；没有定位的日子不算`,
            en: `Of the last ${DAYS} days, those on which a working vehicle was heard on it; days without positions do not count`,
          },
        },
      ],
      facts: row ? [{ label: { zh: "最近一次", en: "The last" }, value: row.latest }] : [],
      links: [
        {
          label: { zh: "作业证明", en: "Proof of service" },
          path: `/cleaning/streets/${encodeURIComponent(subject.id)}`,
        },
      ],
    };
  },
};
