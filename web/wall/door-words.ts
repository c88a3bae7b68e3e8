import { dictionary } from "../ui/language.ts";

export const doorWords = dictionary(
  {
    title: "值班大屏",
    token: "大屏令牌",
    enter: "打开大屏",
    hint: "令牌由管理员在“管理 → 大屏令牌”中生成，只显示一次。在本屏输入一次即可，以后开机直接进入。",
    signIn: "我有账号，登录打开",
    refused: "令牌无效、已过期或已撤销",
    language: "本屏语言",
  },
  {
    title: "Duty-room wall",
    token: "Display token",
    enter: "Open the wall",
    hint: "An administrator makes it under “People → Displays”; it is shown once. This screen asks for it once and keeps it.",
    signIn: "I have an account: sign in",
    refused: "The token is none, has expired or was revoked",
    language: "Language of this screen",
  },
);
