import { dictionary } from "../ui/language.ts";

/** Words of whether it was cleaned before somebody complained. */
export const beforeWords = dictionary(
  {
    last: (hours: string, stamp: string) => `投诉前 ${hours}（${stamp}）`,
    unknown: (days: string) => `投诉前 ${days} 天内未记录，无从得知`,
    due: (span: string) => `当时应作业 ${span}`,
    notKnown: "既无定位也无确认",
    noPlace: "没有位置，无从得知。",
    noStreet: "附近没有道路。",
    nothingDue: "这里没有应作业的线路，也没有作业记录。",
    ofStretch: "按投诉位置旁的一段路",
    ofStreet: "按整条路",
    toProof: "作业证明",
    order: "安排清扫…",
    ordered: (until: string, who: string) => `临时任务，${until} 前（${who}下达）`,
    withdrawn: "已撤销",
    toStreet: "查看作业现况",
  },
  {
    last: (hours: string, stamp: string) => `${hours} before (${stamp})`,
    unknown: (days: string) => `nothing recorded in the ${days} days before: nobody can know`,
    due: (span: string) => `due then ${span}`,
    notKnown: "neither positions nor a confirmation",
    noPlace: "It has no place, so nobody can know.",
    noStreet: "There is no street near it.",
    nothingDue: "Nothing is due here, and nothing was recorded.",
    ofStretch: "Of the stretch beside it",
    ofStreet: "Of the whole street",
    toProof: "Proof of service",
    order: "Order it cleaned…",
    ordered: (until: string, who: string) => `Ordered by ${who}, due by ${until}`,
    withdrawn: "withdrawn",
    toStreet: "How the street stands",
  },
);
