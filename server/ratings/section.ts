import type { PageSection } from "../store/layer.ts";

type RatingRow = {
  stars: number;
  is_trial: boolean;
  valid_from: string;
  valid_to: string | null;
  reason: string;
};

/** The ratings a facility or street has had, the latest first. */
export const ratingSection: PageSection = {
  id: "ratings",
  title: { zh: "星级评定", en: "Star ratings" },
  async read(tx, districtId, subject, today) {
    const rows = await tx.query<RatingRow>(
      `select stars, is_trial, valid_from, valid_to, reason from rating
       where district_id = $1 and subject_kind = $2 and subject_id = $3
       order by valid_from desc, rating_id desc`,
      [districtId, subject.kind, subject.id],
    );
    if (rows.length === 0) return null;
    const holds = rows.find(
      (row) =>
        !row.is_trial && row.valid_from <= today && (row.valid_to === null || row.valid_to > today),
    );
    return {
      facts: [
        {
          label: { zh: "当前星级", en: "Stars today" },
          value: holds?.stars ?? null,
          shown: holds ? null : { zh: "无有效星级", en: "No rating in force" },
        },
      ],
      table: {
        columns: [
          { name: "validFrom", title: { zh: "生效", en: "From" } },
          { name: "validTo", title: { zh: "失效", en: "To" } },
          { name: "stars", title: { zh: "星级", en: "Stars" } },
          { name: "isTrial", title: { zh: "试评", en: "Trial" } },
          { name: "reason", title: { zh: "原因", en: "Reason" } },
        ],
        rows: rows.map((row) => ({
          validFrom: row.valid_from,
          validTo: row.valid_to,
          stars: row.stars,
          isTrial: row.is_trial,
          reason: row.reason,
        })),
        total: rows.length,
      },
    };
  },
};
