import { dictionary } from "../ui/language.ts";

/** Words of the inbox of reminders, and of the links between the pages that watch over complaints. */
export const watchWords = dictionary(
  {
    pages: "督办、提醒与统计",
    list: "投诉台账",
    reminders: "提醒",
    supervision: "督办",
    rates: "办理指标",
    terms: "时限设置",
    settings: "投诉设置",
    unread: (count: string) => `${count} 条未读`,
    intro: "到期前预警、超期催办，重要和紧急的直办件知会领导；到点自动发出，每件每级只发一次。",
    scope: "看哪些",
    mine: "与我有关",
    all: "全部可见",
    seeAll: "全部已读",
    seeTo: "此条及更早的标为已读",
    allSeen: "没有未读提醒",
    empty: "还没有发出过提醒。",
    level: (level: string) => LEVELS_ZH[level] ?? level,
    due: (step: string, time: string) => `${step}，应于 ${time}`,
    told: "请知悉，无需回复",
    over: "已办或已改期",
    isUnread: "未读",
    list_: "提醒，新的在前",
    more: "更早的提醒",
    noPlace: "地点不明",
    noUnit: "未交办",
    isConfidential: "保密",
  },
  {
    pages: "Supervision, reminders and rates",
    list: "Register",
    reminders: "Reminders",
    supervision: "Supervision",
    rates: "Rates",
    terms: "Terms",
    settings: "Settings",
    unread: (count: string) => `${count} unread`,
    intro:
      "Soon due, late, and leaders told of important and urgent cases. They go out by themselves, each level once.",
    scope: "Which",
    mine: "For me",
    all: "All I may see",
    seeAll: "Mark all read",
    seeTo: "Mark this and earlier ones read",
    allSeen: "Nothing unread",
    empty: "No reminder has gone out yet.",
    level: (level: string) => LEVELS_EN[level] ?? level,
    due: (step: string, time: string) => `${step}, due ${time}`,
    told: "For your information, no reply needed",
    over: "Done or moved since",
    isUnread: "Unread",
    list_: "Reminders, newest first",
    more: "Earlier reminders",
    noPlace: "Place unclear",
    noUnit: "Not assigned",
    isConfidential: "Confidential",
  },
);

const LEVELS_ZH: Readonly<Record<string, string>> = {
  ...{ told: "知会", soon: "预警", late: "催办", "late-3": "严重超期" },
};
const LEVELS_EN: Readonly<Record<string, string>> = {
  ...{ told: "For leaders", soon: "Due soon", late: "Late", "late-3": "Very late" },
};
