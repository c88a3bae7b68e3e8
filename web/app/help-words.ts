import { dictionary } from "../ui/language.ts";

export const helpWords = dictionary(
  {
    keys: "快捷键",
    keySearch: "搜索设施、编号或道路",
    keyHelp: "打开本说明",
    keyClose: "关闭说明、记录或搜索",
    keyMove: "移动地图（先点一下地图）",
    keyZoom: "放大、缩小",
    keyRotate: "旋转、倾斜",
    keyPanel: "收起或展开侧栏",
    keyTheme: "日间、夜间",
    keyUndo: "撤销、重做自己刚才的修改",
    keyNudge: "移动设施时每次 1 米，按住 Shift 为 10 米",
    keyReplay: "车辆回放：播放、暂停",
    linkHint: "地址栏里就是当前画面：区县、视角、图层、日期与所选记录，复制即可发给别人。",
    close: "关闭",
  },
  {
    keys: "Shortcuts",
    keySearch: "Search facilities, codes or streets",
    keyHelp: "Open this help",
    keyClose: "Close the help, the record or the search",
    keyMove: "Move the map (click it first)",
    keyZoom: "Zoom in and out",
    keyRotate: "Turn and tilt",
    keyPanel: "Hide or show the panel",
    keyTheme: "Light or dark",
    keyUndo: "Take back or redo what one has just changed",
    keyNudge: "While moving a facility: 1 m, with Shift 10 m",
    keyReplay: "Replay of vehicles: play, pause",
    linkHint:
      "The address bar holds this very view: district, camera, layers, dates and the selected record. Copy it to send it.",
    close: "Close",
  },
);
