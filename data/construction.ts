/** What becomes of a facility that is to be built, in the order lists and legends show it. */
export const TARGET_STATES = ["planned", "approved", "building", "done", "dropped"] as const;
export type TargetState = (typeof TARGET_STATES)[number];

/** Titles of the states. */
export const TARGET_STATE_TITLES: Record<TargetState, { zh: string; en: string }> = {
  planned: { zh: "拟建", en: "Planned" },
  approved: { zh: "已批", en: "Approved" },
  building: { zh: "在建", en: "Being built" },
  done: { zh: "建成", en: "Done" },
  dropped: { zh: "取消", en: "Dropped" },
};
