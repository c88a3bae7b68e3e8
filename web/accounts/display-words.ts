import { dictionary } from "../ui/language.ts";

/** What the list of displays says of screens. */
export const displayWords = dictionary(
  {
    screens: "屏幕",
    noScreen: "还没有打开过大屏",
    heard: (time: string) => `${time} 有心跳`,
    silent: (time: string) => `失联，自 ${time}`,
    scene: (scene: string) => `场景：${scene}`,
    noScene: "没有场景",
    up: (hours: string) => `已运行 ${hours} 小时`,
    version: (version: string) => `版本 ${version}`,
    contexts: (n: number) => `图形重建 ${n} 次`,
    lastError: (error: string) => `上次错误：${error}`,
    signedIn: "登录用户打开的大屏（24 小时内）",
    who: "用户",
    mayAcknowledge: "可确认告警",
    mayAcknowledgeLabel: "可以用大屏的键盘确认告警",
    keyboardHint:
      "读取大屏内容，并可用键盘确认告警，此外不能修改任何数据。把下面的令牌填到大屏设备上。",
    mayAcknowledgeHint: "确认以大屏的名义记录。只给放在值班室、有人看管的大屏。",
  },
  {
    screens: "Screens",
    noScreen: "The wall was not opened yet",
    heard: (time: string) => `heard ${time}`,
    silent: (time: string) => `silent since ${time}`,
    scene: (scene: string) => `scene: ${scene}`,
    noScene: "no scene",
    up: (hours: string) => `up for ${hours} h`,
    version: (version: string) => `version ${version}`,
    contexts: (n: number) => (n === 1 ? "graphics rebuilt once" : `graphics rebuilt ${n} times`),
    lastError: (error: string) => `last error: ${error}`,
    signedIn: "Walls opened by somebody signed in, within 24 hours",
    who: "Who",
    mayAcknowledge: "may acknowledge",
    mayAcknowledgeLabel: "Alarms may be acknowledged from its keyboard",
    keyboardHint:
      "It reads the wall, acknowledges alarms by its keyboard, and changes nothing else. Enter the token on the device.",
    mayAcknowledgeHint:
      "They are acknowledged in the display's name. Only for a wall in a room where somebody is on duty.",
  },
);
