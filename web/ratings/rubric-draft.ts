import type { RubricContent } from "./rubric-queries.ts";

export type Group = RubricContent["groups"][number];
export type Item = Group["items"][number];
export type Veto = RubricContent["vetoes"][number];

/** What is being written, with what one can go back and forward to. */
export type Draft = {
  readonly content: RubricContent;
  readonly past: readonly RubricContent[];
  readonly future: readonly RubricContent[];
  /** What the last change was of: letters typed one after the other into a field are one step. */
  readonly at: string | null;
};

export const draftOf = (content: RubricContent): Draft => ({
  ...{ content, past: [], future: [], at: null },
});

/** So many steps back are kept. */
const MOST_STEPS = 100;

/** @param at  The field that was typed in; null makes it a step of its own. */
export function changed(draft: Draft, content: RubricContent, at: string | null = null): Draft {
  if (JSON.stringify(content) === JSON.stringify(draft.content)) return draft;
  const isSameStep = at !== null && at === draft.at;
  const past = isSameStep ? draft.past : [...draft.past, draft.content].slice(-MOST_STEPS);
  return { content, past, future: [], at };
}

export function undone(draft: Draft): Draft {
  const before = draft.past.at(-1);
  if (!before) return draft;
  return {
    ...{ content: before, past: draft.past.slice(0, -1), at: null },
    future: [draft.content, ...draft.future],
  };
}

export function redone(draft: Draft): Draft {
  const [after, ...future] = draft.future;
  if (!after) return draft;
  return { content: after, past: [...draft.past, draft.content], future, at: null };
}

export const itemsOf = ({ groups }: Pick<RubricContent, "groups">) =>
  groups.flatMap(({ items }) => items);

/** What a group or rubric can give, each item as often as its weight says. */
export const pointsOf = (items: readonly Item[]) =>
  Number(items.reduce((sum, { points, weight }) => sum + points * weight, 0).toPrecision(12));

const idsOf = (content: RubricContent) => [
  ...content.groups.map(({ groupId }) => groupId),
  ...itemsOf(content).map(({ itemId }) => itemId),
  ...content.vetoes.map(({ vetoId }) => vetoId),
];

/** An id that is not there yet. */
function freeId(content: RubricContent, word: string) {
  const taken = new Set(idsOf(content));
  let number = 1;
  while (taken.has(`${word}-${number}`)) number += 1;
  return `${word}-${number}`;
}

const NO_TITLE = { zh: "", en: "" };
const firstBasis = ({ bases }: RubricContent) => Object.keys(bases)[0] ?? OWN_BASIS;

const withGroup = (content: RubricContent, groupId: string, of: (group: Group) => Group) => ({
  ...content,
  groups: content.groups.map((group) => (group.groupId === groupId ? of(group) : group)),
});

export const withGroupSet = (
  content: RubricContent,
  groupId: string,
  change: Partial<Pick<Group, "title" | "note">>,
): RubricContent => withGroup(content, groupId, (group) => ({ ...group, ...change }));

export function withNewGroup(content: RubricContent): RubricContent {
  const groupId = freeId(content, "group");
  return {
    ...content,
    groups: [...content.groups, { groupId, title: NO_TITLE, note: null, items: [] }],
  };
}

export const withoutGroup = (content: RubricContent, groupId: string): RubricContent => ({
  ...content,
  groups: content.groups.filter((group) => group.groupId !== groupId),
});

/** An item at the end of a group, to be written. */
export function withNewItem(content: RubricContent, groupId: string): RubricContent {
  const item: Item = {
    ...{ itemId: freeId(content, "item"), title: NO_TITLE, points: 5, weight: 1 },
    ...{ neededFrom: null, mayNotApply: false, basis: firstBasis(content) },
  };
  return withGroup(content, groupId, (group) => ({ ...group, items: [...group.items, item] }));
}

export const withItem = (
  content: RubricContent,
  itemId: string,
  change: Partial<Item>,
): RubricContent => ({
  ...content,
  groups: content.groups.map((group) => ({
    ...group,
    items: group.items.map((item) => (item.itemId === itemId ? { ...item, ...change } : item)),
  })),
});

export const withoutItem = (content: RubricContent, itemId: string): RubricContent => ({
  ...content,
  groups: content.groups.map((group) => ({
    ...group,
    items: group.items.filter((item) => item.itemId !== itemId),
  })),
});

/** An item one place up or down; from the end of a group into the next. */
export function withItemMoved(content: RubricContent, itemId: string, by: 1 | -1): RubricContent {
  const at = content.groups.findIndex(({ items }) => items.some((one) => one.itemId === itemId));
  const group = content.groups[at];
  if (!group) return content;
  const from = group.items.findIndex((one) => one.itemId === itemId);
  const item = group.items[from]!; // found just now
  const to = from + by;
  const rest = group.items.filter((one) => one !== item);
  if (to >= 0 && to < group.items.length)
    return withGroup(content, group.groupId, () => ({
      ...group,
      items: rest.toSpliced(to, 0, item),
    }));
  const next = content.groups[at + by];
  if (!next) return content;
  const without = withGroup(content, group.groupId, () => ({ ...group, items: rest }));
  return withGroup(without, next.groupId, () => ({
    ...next,
    items: by === 1 ? [item, ...next.items] : [...next.items, item],
  }));
}

export function withNewVeto(content: RubricContent): RubricContent {
  const veto: Veto = {
    ...{ vetoId: freeId(content, "veto"), title: NO_TITLE, basis: firstBasis(content) },
  };
  return { ...content, vetoes: [...content.vetoes, veto] };
}

export const withVeto = (
  content: RubricContent,
  vetoId: string,
  change: Partial<Veto>,
): RubricContent => ({
  ...content,
  vetoes: content.vetoes.map((veto) => (veto.vetoId === vetoId ? { ...veto, ...change } : veto)),
});

export const withoutVeto = (content: RubricContent, vetoId: string): RubricContent => ({
  ...content,
  vetoes: content.vetoes.filter((veto) => veto.vetoId !== vetoId),
});

/** From which score so many stars; null: the rubric does not give so many. */
export const withThreshold = (
  content: RubricContent,
  stars: number,
  atLeast: number | null,
): RubricContent => ({
  ...content,
  stars: [
    ...content.stars.filter((one) => one.stars !== stars),
    ...(atLeast === null ? [] : [{ stars, atLeast }]),
  ].sort((a, b) => a.stars - b.stars),
});

/** The basis that stands for what the district decided itself. */
export const OWN_BASIS = "own";

/** A basis of the district's own under a new key. */
export function withNewBasis(content: RubricContent): RubricContent {
  let number = 1;
  while (`${OWN_BASIS}-${number}` in content.bases) number += 1;
  const basis = {
    ...{ standard: "", clause: "", edition: "", confidence: "PROPOSAL" as const, source: "" },
    isLaw: false,
  };
  return { ...content, bases: { ...content.bases, [`${OWN_BASIS}-${number}`]: basis } };
}

/** A rubric of which nothing is said yet. */
export const emptyRubric = (
  subject: RubricContent["subject"],
  basis: RubricContent["bases"][string],
): RubricContent => ({
  title: NO_TITLE,
  subject,
  groups: [
    {
      ...{ groupId: "group-1", title: NO_TITLE, note: null },
      items: [
        {
          ...{ itemId: "item-1", title: NO_TITLE, points: 100, weight: 1 },
          ...{ neededFrom: null, mayNotApply: false, basis: OWN_BASIS },
        },
      ],
    },
  ],
  vetoes: [],
  stars: [60, 70, 80, 90, 95].map((atLeast, at) => ({ stars: at + 1, atLeast })),
  validityMonths: 12,
  sampling: {
    ...{ intervalDays: 30, randomPerWeek: 2, riskPerWeek: 2 },
    ...{ windowDays: 90, leastInspections: 3 },
  },
  bases: { [OWN_BASIS]: basis },
});

/** What is not yet as a rubric must be, by the place it is said at. */
export type Fault =
  | { readonly is: "title" | "points" | "weight"; readonly at: string }
  | { readonly is: "no-items" | "no-stars" }
  | { readonly is: "basis" | "law"; readonly at: string }
  | { readonly is: "order"; readonly stars: number; readonly before: number }
  | { readonly is: "range"; readonly at: string; readonly least: number; readonly most: number };

/** Bounds of the numbers beside items; the server's. */
export const BOUNDS = {
  validityMonths: [1, 60],
  intervalDays: [1, 365],
  randomPerWeek: [0, 100],
  riskPerWeek: [0, 100],
  windowDays: [7, 730],
  leastInspections: [1, 50],
} as const satisfies Record<string, readonly [number, number]>;

/** What keeps a rubric from being saved. */
export function faultsOf(content: RubricContent): readonly Fault[] {
  const { title, groups, vetoes, sampling, validityMonths } = content;
  const stars = [...content.stars].sort((a, b) => a.stars - b.stars);
  const titled: readonly (readonly [string, { zh: string }])[] = [
    ["title", title],
    ...groups.map((group) => [group.groupId, group.title] as const),
    ...itemsOf(content).map((item) => [item.itemId, item.title] as const),
    ...vetoes.map((veto) => [veto.vetoId, veto.title] as const),
  ];
  const numbers = { ...sampling, validityMonths };
  return [
    ...titled.filter(([, { zh }]) => zh.trim() === "").map(([at]): Fault => ({ is: "title", at })),
    ...itemsOf(content).flatMap(({ itemId, points, weight }): Fault[] => [
      ...(points > 0 && points <= 100 ? [] : [{ is: "points" as const, at: itemId }]),
      ...(weight > 0 && weight <= 10 ? [] : [{ is: "weight" as const, at: itemId }]),
    ]),
    ...(itemsOf(content).length === 0 ? [{ is: "no-items" as const }] : []),
    ...(stars.length === 0 ? [{ is: "no-stars" as const }] : []),
    ...stars.flatMap((one, at): Fault[] => {
      const before = stars[at - 1];
      if (!(one.atLeast >= 0 && one.atLeast <= 100))
        return [{ is: "range", at: `stars ${one.stars}`, least: 0, most: 100 }];
      return before && before.atLeast >= one.atLeast
        ? [{ is: "order", stars: one.stars, before: before.stars }]
        : [];
    }),
    ...Object.entries(content.bases).flatMap(([at, basis]): Fault[] => {
      const said = [basis.standard, basis.clause, basis.edition, basis.source];
      if (said.some((text) => text.trim() === "")) return [{ is: "basis", at }];
      return basis.isLaw && basis.confidence !== "READ" ? [{ is: "law", at }] : [];
    }),
    ...Object.entries(BOUNDS).flatMap(([at, [least, most]]): Fault[] => {
      const value = numbers[at as keyof typeof BOUNDS]; // the record's own keys
      return Number.isInteger(value) && value >= least && value <= most
        ? []
        : [{ is: "range", at, least, most }];
    }),
  ];
}

/** How many items, vetoes and numbers differ. */
export function differences(before: RubricContent, after: RubricContent) {
  const byId = (content: RubricContent) =>
    new Map<string, unknown>([
      ...itemsOf(content).map((item) => [item.itemId, item] as const),
      ...content.vetoes.map((veto) => [veto.vetoId, veto] as const),
      ...content.stars.map((star) => [`stars ${star.stars}`, star.atLeast] as const),
      ...content.groups.map(
        ({ groupId, title, note }) => [`group ${groupId}`, { title, note }] as const,
      ),
      ...Object.entries(content.sampling).map(([name, value]) => [name, value] as const),
      ["title", content.title],
      ["validityMonths", content.validityMonths],
      ["bases", content.bases],
    ]);
  const [old, now] = [byId(before), byId(after)];
  const isSame = (id: string) => JSON.stringify(old.get(id)) === JSON.stringify(now.get(id));
  return {
    added: [...now.keys()].filter((id) => !old.has(id)).length,
    removed: [...old.keys()].filter((id) => !now.has(id)).length,
    changed: [...now.keys()].filter((id) => old.has(id) && !isSame(id)).length,
  };
}
