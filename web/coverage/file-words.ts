import { dictionary } from "../ui/language.ts";

export const fileWords = dictionary(
  { save: "导出", gaps: "缺口", sites: "设施", areas: "街镇与社区" },
  { save: "Export", gaps: "Gaps", sites: "Facilities", areas: "Areas" },
);
