import { dictionary } from "./language.ts";
import type { WrongNumber } from "./typed-number.ts";

/** Words of every page on which a district sets something. */
export const settingsPageWords = dictionary(
  {
    groups: "分组",
    basis: "依据",
    ofOwn: "本区",
    changed: "未保存",
    reset: "恢复预设",
    resetOf: (what: string) => `${what}：恢复预设`,
    cancel: "取消",
    range: (least: string, most: string) => `可填 ${least} 至 ${most}`,
    rangeAbove: (least: string, most: string) => `可填 ${least}（不含）至 ${most}`,
    changes: (count: string) => `${count} 处改动未保存`,
    wrongCount: (count: string) => `${count} 处填写不对`,
    discard: "放弃改动",
    save: "保存",
    stale: "别人刚改过其中的数值，页面已更新。核对后再保存。",
    leaveAsk: "有改动没有保存，确定离开？",
    join: "、",
    wrong: (wrong: WrongNumber) =>
      ({
        "no-number": () => "请填数字",
        "not-whole": () => "请填整数",
        "too-small": (limit: number) => `不小于 ${limit}`,
        "not-above": (limit: number) => `须大于 ${limit}`,
        "too-big": (limit: number) => `不大于 ${limit}`,
      })[wrong.is]("limit" in wrong ? wrong.limit : 0),
  },
  {
    groups: "Groups",
    basis: "Basis",
    ofOwn: "Own",
    changed: "Not saved",
    reset: "Reset",
    resetOf: (what: string) => `${what}: back to the preset`,
    cancel: "Cancel",
    range: (least: string, most: string) => `${least} to ${most}`,
    rangeAbove: (least: string, most: string) => `above ${least}, up to ${most}`,
    changes: (count: string) => `${count} not saved`,
    wrongCount: (count: string) => `${count} not right`,
    discard: "Discard",
    save: "Save",
    stale: "Somebody has just changed the same values; the page is new. Check, then save again.",
    leaveAsk: "There are changes that are not saved. Leave?",
    join: ", ",
    wrong: (wrong: WrongNumber) =>
      ({
        "no-number": () => "A number, please",
        "not-whole": () => "A whole number, please",
        "too-small": (limit: number) => `At least ${limit}`,
        "not-above": (limit: number) => `More than ${limit}`,
        "too-big": (limit: number) => `At most ${limit}`,
      })[wrong.is]("limit" in wrong ? wrong.limit : 0),
  },
);
