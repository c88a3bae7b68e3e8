import { lazy } from "react";
import type { Capability } from "../map/capability.ts";

const pages = () => import("./pages.ts");
const title = { zh: "星级", en: "Stars" };
const of = { icon: "star", needs: "district.read" } as const;

/** Which facilities and streets hold stars, what they rest on, and what they are given by. */
export const ratings: Capability = {
  id: "ratings",
  pages: [{ ...of, path: "/ratings", title, Panel: lazy(async () => (await pages()).loadPanel()) }],
  sheets: [
    {
      ...{ ...of, path: "/ratings/subjects/$kind/$subjectId", params: ["starInspection"] },
      title: { zh: "评星档案", en: "Rating file" },
      Page: lazy(async () => (await pages()).loadSubject()),
    },
    {
      ...{ ...of, path: "/ratings/rubrics", title: { zh: "评分标准", en: "Rubrics" } },
      Page: lazy(async () => (await pages()).loadRubrics()),
    },
    {
      ...{ ...of, path: "/ratings/rubrics/$rubricId", params: ["rubricVersion"] },
      title: { zh: "评分标准", en: "Rubric" },
      Page: lazy(async () => (await pages()).loadRubric()),
    },
    {
      ...{ ...of, path: "/ratings/settings", title: { zh: "星级设置", en: "Settings of stars" } },
      Page: lazy(async () => (await pages()).loadSettings()),
    },
  ],
  Drawing: lazy(async () => (await pages()).loadDrawing()),
};
