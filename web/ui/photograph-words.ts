import { dictionary } from "./language.ts";

/** Words of a field for photographs. */
export const photographWords = dictionary(
  {
    add: "拍照或选照片",
    remove: (name: string) => `去掉 ${name}`,
    leftOut: (most: string, count: string) => `最多 ${most} 张，有 ${count} 张没有加入。`,
  },
  {
    add: "Take or choose",
    remove: (name: string) => `Leave ${name} out`,
    leftOut: (most: string, count: string) => `At most ${most}: ${count} not added.`,
  },
);
