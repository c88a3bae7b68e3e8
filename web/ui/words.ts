import { dictionary } from "./language.ts";

export const words = dictionary(
  {
    waiting: "正在读取…",
    failed: "没有读到",
    retry: "再试一次",
    broken: "这一栏出错了，地图不受影响。",
    close: "关闭",
    noStars: "未评星",
    stars: (count: number) => `${count} 星`,
    dayOrder: "年-月-日",
    dayWrong: "请填日期，如 2026-03-02。",
    dayPick: "选日期",
    demo: "演示数据",
    demoHint: "本区的全部记录都是生成的，不是真实情况。",
  },
  {
    waiting: "Reading…",
    failed: "Not answered",
    retry: "Try again",
    broken: "This panel failed; the map goes on.",
    close: "Close",
    noStars: "Not rated",
    stars: (count: number) => `${count} stars`,
    dayOrder: "year-month-day",
    dayWrong: "A day, such as 2026-03-02.",
    dayPick: "Pick a day",
    demo: "Demo data",
    demoHint: "Every record of this district is generated; none of it is real.",
  },
);
