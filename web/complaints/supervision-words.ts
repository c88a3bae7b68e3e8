import { dictionary } from "../ui/language.ts";

/** Words of the page of supervision. */
export const supervisionWords = dictionary(
  {
    tabs: "督办状态",
    tab: (tab: string, count: string | null) =>
      `${TABS_ZH[tab] ?? tab}${count === null ? "" : ` ${count}`}`,
    proposedIntro:
      "超期或反复重办、还没有督办的投诉，最急的在前。勾选后一次发出：要么全部发出，要么一件也不发。",
    issuedIntro: "督办编号按年连续，不跳号、不重号。",
    proposedEmpty: "没有需要督办的投诉。",
    empty: (tab: string) => EMPTY_ZH[tab] ?? "没有督办。",
    shown: (shown: string, total: string) => `列出最急的 ${shown} 件，共 ${total} 件`,
    chooseAll: "全选",
    choose: (number: string) => `选择 ${number}`,
    keys: "↑ ↓ 移动，空格勾选",
    reason: (reason: string, count: string) =>
      ({
        "late-3": "超期三倍以上",
        "urgent-late": "紧急件已超期",
        reopened: `已重办 ${count} 次`,
        late: "已超期",
      })[reason] ?? reason,
    due: (step: string, time: string) => `${step}应于 ${time}`,
    form: "发出督办",
    chosen: (count: string) => `已选 ${count} 件`,
    chosenNone: "先勾选要督办的投诉",
    term: "回复期限",
    termHint: "到这一天为止（含当天）",
    termPast: "期限不能早于今天",
    words: "督办要求",
    wordsHint: "写明要求办到什么程度；电话、证件号会自动遮盖",
    issue: (count: string) => `督办 ${count} 件`,
    issued: (numbers: string) => `已督办：${numbers}`,
    seeOpen: "看督办中的",
    none: "一件也没有发出。",
    issuedBy: (name: string, time: string) => `${name} · ${time}`,
    until: (day: string) => `${day}前回复`,
    noAnswer: "未回复",
    reply: "去回复",
  },
  {
    tabs: "Status of supervision",
    tab: (tab: string, count: string | null) =>
      `${TABS_EN[tab] ?? tab}${count === null ? "" : ` ${count}`}`,
    proposedIntro:
      "Late or often reopened and under no supervision yet, most pressing first. Those chosen are issued at once: all or none.",
    issuedIntro: "Numbers count each year without gaps.",
    proposedEmpty: "No complaint needs supervision.",
    empty: (tab: string) => EMPTY_EN[tab] ?? "None.",
    shown: (shown: string, total: string) => `The ${shown} most pressing of ${total}`,
    chooseAll: "Choose all",
    choose: (number: string) => `Choose ${number}`,
    keys: "↑ ↓ move, space chooses",
    reason: (reason: string, count: string) =>
      ({
        "late-3": "Late three times over",
        "urgent-late": "Urgent and late",
        reopened: `Reopened ${count} times`,
        late: "Late",
      })[reason] ?? reason,
    due: (step: string, time: string) => `${step} was due ${time}`,
    form: "Issue supervision",
    chosen: (count: string) => `${count} chosen`,
    chosenNone: "Choose complaints first",
    term: "To be answered by",
    termHint: "This day included",
    termPast: "The term cannot be before today",
    words: "What is asked",
    wordsHint: "What has to be reached; telephone and card numbers are masked",
    issue: (count: string) => `Supervise ${count}`,
    issued: (numbers: string) => `Under supervision: ${numbers}`,
    seeOpen: "See those that are open",
    none: "None was issued.",
    issuedBy: (name: string, time: string) => `${name} · ${time}`,
    until: (day: string) => `Answer by ${day}`,
    noAnswer: "Not answered",
    reply: "Answer it",
  },
);

const TABS_ZH: Readonly<Record<string, string>> = {
  ...{ proposed: "建议督办", open: "督办中", late: "逾期未回复", answered: "已回复" },
  lapsed: "已随件并入",
};
const TABS_EN: Readonly<Record<string, string>> = {
  ...{ proposed: "Proposed", open: "Open", late: "Late", answered: "Answered", lapsed: "Merged" },
};
const EMPTY_ZH: Readonly<Record<string, string>> = {
  ...{
    open: "没有等待回复的督办。",
    late: "没有逾期未回复的督办。",
    answered: "还没有回复过的督办。",
  },
};
const EMPTY_EN: Readonly<Record<string, string>> = {
  ...{
    open: "None waits for an answer.",
    late: "None is late.",
    answered: "None is answered yet.",
  },
};
