/** One rate: who is counted, and who of them met it. */
export type RateDefinition = {
  readonly id: "response" | "resolution" | "satisfaction" | "onTime";
  readonly title: { readonly zh: string; readonly en: string };
  readonly definition: { readonly zh: string; readonly en: string };
  /** SQL over a row of `complaint`; $1 is now. */
  readonly of: string;
  /** The same, of those. */
  readonly met: string;
};

/** What complaints are counted at all: those that came in the period and have a life of their own. */
export const COUNTED = "state not in ('merged', 'recorded')";

/** The rates, each defined once: what is said about it and what is counted stand side by side. */
export const RATE_DEFINITIONS: readonly RateDefinition[] = [
  {
    id: "response",
    title: { zh: "响应率", en: "Response rate" },
    definition: {
      zh: "在受理时限内首次响应（受理、到场、填报结果、不予受理或转出）的件数 ÷ 受理时限已到或已响应的件数。还在时限内、尚未响应的不计。",
      en: "First answered (accepted, on site, result, refused or transferred) within the term of acceptance ÷ all whose term has ended or that were answered. Those still within their term and not yet answered are not counted.",
    },
    of: "respond_by is not null and (responded_at is not null or respond_by < $1)",
    met: "responded_at <= respond_by",
  },
  {
    id: "resolution",
    title: { zh: "解决率", en: "Resolution rate" },
    definition: {
      zh: "回访时投诉人说已解决的件数 ÷ 回访时说明了是否解决的件数。",
      en: "Feedback says it is resolved ÷ feedback says whether it is.",
    },
    of: "is_resolved is not null",
    met: "is_resolved",
  },
  {
    id: "satisfaction",
    title: { zh: "满意率", en: "Satisfaction rate" },
    definition: {
      zh: "满意与基本满意的件数 ÷ 作出评价的件数。未评价、联系不上的不计。",
      en: "Satisfied or fairly satisfied ÷ all who gave an opinion. Those not asked or not reached are left out.",
    },
    of: "satisfaction in ('satisfied', 'fair', 'dissatisfied')",
    met: "satisfaction in ('satisfied', 'fair')",
  },
  {
    id: "onTime",
    title: { zh: "按期办结率", en: "Settled on time" },
    definition: {
      zh: "在办结时限（含批准的延期）内办结的件数 ÷ 有办结时限且已办结的件数。",
      en: "Settled within the term of settling, with what it was extended by ÷ all that were settled and had such a term.",
    },
    of: "settled_at is not null and settle_by is not null",
    met: "settled_at <= settle_by",
  },
];
