import type { Title } from "../store/layer.ts";
import type { Open311Value } from "./open311-xml.ts";
import { OTHER_SERVICE, type PublicService, type PublicServices } from "./public-services.ts";

export type Language = keyof Title;

/** Where beside the place, the one thing a form asks besides the place itself. */
export const PLACE_NOTE = "PLACE_NOTE";

/** Answers that fit most: whatever else is said is taken too. */
const BESIDE: readonly { readonly key: string; readonly title: Title }[] = [
  { key: "对面", title: { zh: "对面", en: "Opposite" } },
  { key: "旁边", title: { zh: "旁边", en: "Beside" } },
  { key: "后面", title: { zh: "后面", en: "Behind" } },
  { key: "门口", title: { zh: "门口", en: "At the entrance" } },
];

const isAsked = ({ code }: PublicService) => code !== OTHER_SERVICE;

const bothOf = ({ zh, en }: Title) => [zh, en];

/** The list of services. */
export const servicesDocument = ({ all }: PublicServices, language: Language): Open311Value =>
  all.map((service) => ({
    service_code: service.code,
    service_name: service.title[language],
    description: `${service.group.title[language]}: ${service.title[language]}`,
    metadata: isAsked(service),
    type: "realtime",
    keywords: [...new Set([...bothOf(service.title), ...bothOf(service.group.title)])].join(", "),
    group: service.group.title[language],
  }));

/** What is asked besides. */
export function definitionDocument(service: PublicService, language: Language): Open311Value {
  const words: Title = {
    zh: "在所指地点的哪一边",
    en: "Where beside the place",
  };
  return {
    service_code: service.code,
    attributes: isAsked(service)
      ? [
          {
            variable: true,
            code: PLACE_NOTE,
            datatype: "singlevaluelist",
            required: false,
            datatype_description: null,
            order: 1,
            description: words[language],
            values: BESIDE.map(({ key, title }) => ({ key, name: title[language] })),
          },
        ]
      : [],
  };
}
