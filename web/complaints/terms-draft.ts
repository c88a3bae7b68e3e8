import type { components } from "../api/schema.gen.ts";

type Schemas = components["schemas"];
export type TermSettings = Schemas["DeadlineSettings"];
type OwnTerms = NonNullable<Schemas["DistrictDeadlines"]>;
export type TermRule = TermSettings["presets"]["rules"][number];
export type TermUnit = TermRule["unit"];
export type TermKind = TermRule["kind"];
export type TermBasis = TermRule["basis"];

/** What is done to one term: another length as typed, the preset's, or none at all. */
export type TermEdit =
  | { readonly to: "set"; readonly amount: string; readonly unit: TermUnit }
  | { readonly to: "preset" }
  | { readonly to: "off" };

/** What holds for all terms, as typed; what is not there is left as it is. */
export type GeneralEdits = {
  readonly soonPercent?: string;
  readonly soonDays?: string;
  readonly veryLateTimes?: string;
  readonly spans?: string;
  readonly isMoved?: boolean;
};
export type GeneralField = keyof GeneralEdits;

/** Everything that was edited and is not set yet. */
export type TermEdits = {
  readonly rules: Readonly<Record<string, TermEdit>>;
  /** Rules of the district's own for a narrower case; their length is an edit. */
  readonly added: readonly TermRule[];
  readonly general: GeneralEdits;
  /** What the changes stand on; empty where nothing was said. */
  readonly source: string;
};
export const NO_EDITS: TermEdits = { rules: {}, added: [], general: {}, source: "" };

/** One term on the page: the preset, what the district put in its place, or both. */
export type TermRow = {
  readonly id: string;
  readonly rule: TermRule;
  readonly preset: TermRule | null;
  readonly own: TermRule | null;
  /** The district has no such term. */
  readonly isOff: boolean;
};

type Place = Pick<TermRule, "kind" | "step" | "channel" | "category" | "importance">;
export const placeOf = ({ kind, step, channel, category, importance }: Place) =>
  [kind, step, channel ?? "", category ?? "", importance ?? ""].join(" ");

/** Every term there is or could be here, presets first, in their order. */
export function termRows(
  { presets, own }: TermSettings,
  added: readonly TermRule[] = [],
): readonly TermRow[] {
  const owned = own?.rules ?? [];
  const rows = presets.rules.map((preset): TermRow => {
    const mine =
      owned.find(({ id }) => id === preset.id) ??
      owned.find((rule) => placeOf(rule) === placeOf(preset)) ??
      null;
    const isOff = mine === null && (own?.without ?? []).includes(preset.id);
    return { id: preset.id, rule: mine ?? preset, preset, own: mine, isOff };
  });
  const placed = new Set(rows.map(({ own: mine }) => mine?.id));
  return [
    ...rows,
    ...owned
      .filter(({ id }) => !placed.has(id))
      .map((rule) => ({ id: rule.id, rule, preset: null, own: rule, isOff: false })),
    ...added.map((rule) => ({ id: rule.id, rule, preset: null, own: null, isOff: false })),
  ];
}

/** A whole number in bounds; null where it is none. */
export function wholeNumber(text: string, least: number, most: number): number | null {
  const number = /^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : null;
}
export const MOST_AMOUNT = 10_000;

/** `08:00–12:00、14:30–17:30`, with any usual dash and comma; null where it is not that, or not one after the other. */
export function spansOf(text: string): { from: string; to: string }[] | null {
  const spans = text.split(/[,，、;；]/).map((span) => span.trim());
  const read = spans.map((span) =>
    /^(\d{1,2})[:：](\d{2})\s*[-–—~至]\s*(\d{1,2})[:：](\d{2})$/.exec(span),
  );
  const times = read.flatMap((span) =>
    span
      ? [`${span[1]!.padStart(2, "0")}:${span[2]}`, `${span[3]!.padStart(2, "0")}:${span[4]}`]
      : [],
  );
  const isWhole =
    read.every((span) => span !== null) &&
    times.every((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time)) &&
    times.every((time, index) => index === 0 || times[index - 1]! < time) &&
    read.length <= 6;
  if (!isWhole) return null;
  return read.map((_, index) => ({ from: times[2 * index]!, to: times[2 * index + 1]! }));
}
export const spansText = (spans: readonly { from: string; to: string }[]) =>
  spans.map(({ from, to }) => `${from}–${to}`).join("、");

const MINUTES_OF_DAY = 24 * 60;

/** What holds for all terms now, as it is typed. */
export function generalText(terms: TermSettings["merged"]): Required<GeneralEdits> {
  return {
    soonPercent: String(Math.round(terms.soon.shareLeft * 100)),
    soonDays: String(Math.round(terms.soon.atMostMinutes / MINUTES_OF_DAY)),
    veryLateTimes: String(terms.veryLate.times),
    spans: spansText(terms.hours.spans),
    isMoved: terms.calendarDays.isMovedPastDaysOff,
  };
}

/** Fields that cannot be set as they are typed: ids of terms, and names of what holds for all. */
export function wrongFields({ rules, general }: TermEdits): ReadonlySet<string> {
  const wrong = new Set<string>();
  for (const [id, edit] of Object.entries(rules))
    if (edit.to === "set" && wholeNumber(edit.amount, 1, MOST_AMOUNT) === null) wrong.add(id);
  const { soonPercent, soonDays, veryLateTimes, spans } = general;
  if (soonPercent !== undefined && wholeNumber(soonPercent, 1, 100) === null)
    wrong.add("soonPercent");
  if (soonDays !== undefined && wholeNumber(soonDays, 1, 366) === null) wrong.add("soonDays");
  if (veryLateTimes !== undefined && !isTimes(veryLateTimes)) wrong.add("veryLateTimes");
  if (spans !== undefined && spansOf(spans) === null) wrong.add("spans");
  return wrong;
}
const isTimes = (text: string) =>
  /^\d{1,3}(\.\d)?$/.test(text.trim()) && Number(text) > 1 && Number(text) <= 100;

/** How many changes there are to set. */
export const countEdits = ({ rules, general }: TermEdits) =>
  Object.keys(rules).length + Object.keys(general).length;

const basisOf = (source: string): TermBasis => ({
  ...{ standard: "本区规定", clause: source.trim() || "本区设置", edition: "本区" },
  ...{ confidence: "PROPOSAL", source: "set by the district", isLaw: false },
});

const UNITS: Readonly<Record<TermUnit, { zh: string; en: string }>> = {
  minutes: { zh: "分钟", en: "minutes" },
  hours: { zh: "小时", en: "hours" },
  "working-hours": { zh: "个工作时", en: "working hours" },
  "working-days": { zh: "个工作日", en: "working days" },
  "calendar-days": { zh: "日", en: "days" },
};

/** The district's own terms once edits are set; none of them may be wrong. */
export function ownOf(settings: TermSettings, edits: TermEdits): OwnTerms {
  const { own, steps } = settings;
  const basis = basisOf(edits.source);
  const rows = termRows(settings, edits.added);
  const rules = rows.flatMap((row): TermRule[] => {
    const edit = edits.rules[row.id];
    if (!edit) return row.own ? [row.own] : [];
    if (edit.to !== "set") return [];
    const { unit } = edit;
    const amount = Number(edit.amount);
    if (row.preset?.amount === amount && row.preset.unit === unit) return [];
    const step = steps.find(({ kind, id }) => kind === row.rule.kind && id === row.rule.step);
    const title = {
      zh: `${amount} ${UNITS[unit].zh}内${step?.title.zh ?? ""}`,
      en: `${step?.title.en ?? ""}: within ${amount} ${UNITS[unit].en}`,
    };
    return [{ ...row.rule, amount, unit, title, basis }];
  });
  const without = rows.flatMap(({ id, preset, isOff }) => {
    const edit = edits.rules[id];
    return preset && (edit ? edit.to === "off" : isOff) ? [id] : [];
  });
  const { rules: _, without: __, soon, veryLate, hours, calendarDays, ...others } = own ?? {};
  return {
    ...others,
    ...(rules.length > 0 ? { rules } : {}),
    ...(without.length > 0 ? { without } : {}),
    ...ownGeneral(settings, edits.general, basis),
  };
}

/** What the district has of its own that holds for all terms; what is as the preset is left out. */
function ownGeneral(
  { presets, merged }: TermSettings,
  general: GeneralEdits,
  basis: TermBasis,
): Partial<OwnTerms> {
  const was = generalText(merged);
  const standard = generalText(presets);
  const now = { ...was, ...general };
  const differs = (...fields: readonly GeneralField[]) =>
    fields.some((field) => now[field] !== standard[field]);
  const isSame = (...fields: readonly GeneralField[]) =>
    fields.every((field) => general[field] === undefined);
  const { soonPercent: percent, soonDays, veryLateTimes: times } = now;
  const spans = spansOf(now.spans) ?? merged.hours.spans;
  return {
    ...(differs("soonPercent", "soonDays") && {
      soon: isSame("soonPercent", "soonDays")
        ? merged.soon
        : {
            shareLeft: Number(percent) / 100,
            atLeastMinutes: merged.soon.atLeastMinutes,
            atMostMinutes: Number(soonDays) * MINUTES_OF_DAY,
            title: {
              zh: `剩余时间不足 ${percent}%（最多提前 ${soonDays} 天）即为临期`,
              en: `Soon: when ${percent} % of the term is left, ${soonDays} days before at most`,
            },
            basis,
          },
    }),
    ...(differs("veryLateTimes") && {
      veryLate: isSame("veryLateTimes")
        ? merged.veryLate
        : {
            times: Number(times),
            title: {
              zh: `自起算已超过期限的 ${times} 倍`,
              en: `${times} times the term has passed since it began`,
            },
            basis,
          },
    }),
    ...(differs("spans") && {
      hours: isSame("spans")
        ? merged.hours
        : {
            spans,
            title: { zh: `工作时间 ${spansText(spans)}`, en: `Working hours ${spansText(spans)}` },
            basis,
          },
    }),
    ...(differs("isMoved") && {
      calendarDays: isSame("isMoved")
        ? merged.calendarDays
        : {
            isMovedPastDaysOff: now.isMoved,
            title: now.isMoved
              ? presets.calendarDays.title
              : {
                  zh: "期间最后一日为休息日的，不顺延",
                  en: "A term that ends on a day off ends on that day",
                },
            basis,
          },
    }),
  };
}

/** Whether what was edited is still as it was when one began. */
export function isSameSeen(seen: TermSettings, now: TermSettings, edits: TermEdits): boolean {
  const of = (settings: TermSettings) => {
    const rows = new Map(termRows(settings).map((row) => [row.id, row]));
    const rules = Object.keys(edits.rules).map((id) => {
      const row = rows.get(id);
      return row ? [row.rule.amount, row.rule.unit, row.isOff] : null;
    });
    const general = generalText(settings.merged);
    // the names of fields are those of its type
    const fields = (Object.keys(edits.general) as GeneralField[]).map((field) => general[field]);
    return JSON.stringify([rules, fields]);
  };
  return of(seen) === of(now);
}

/** An id for a rule of the district's own, by what it is for. */
export const ownId = (place: Place & { kind: TermKind }) =>
  `own ${placeOf(place)}`
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 63)
    .replace(/-+$/, "");
