/** What an answer is made of before it is written as JSON or XML. */
export type Open311Value =
  | string
  | number
  | boolean
  | null
  | readonly Open311Value[]
  | { readonly [name: string]: Open311Value };

/** Elements of lists are called as the specification calls them. */
const ITEM_NAMES: Readonly<Record<string, string>> = {
  services: "service",
  service_requests: "request",
  attributes: "attribute",
  values: "value",
  errors: "error",
  endpoints: "endpoint",
  formats: "format",
};

/** Characters that no XML 1.0 document holds, in whatever form. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\r": "&#13;", // a parser would turn it into a line feed
};

/** Text as it stands between tags. */
export const escaped = (text: string) =>
  text.replace(NO_XML, "").replace(/[&<>"'\r]/g, (sign) => ENTITIES[sign]!);

function element(name: string, value: Open311Value): string {
  if (value === null || value === "") return `<${name}/>`;
  return `<${name}>${contentOf(name, value)}</${name}>`;
}

function contentOf(name: string, value: Exclude<Open311Value, null>): string {
  if (Array.isArray(value))
    return value.map((one: Open311Value) => element(ITEM_NAMES[name] ?? "item", one)).join("");
  if (typeof value !== "object") return escaped(String(value));
  return Object.entries(value)
    .map(([inner, one]) => element(inner, one))
    .join("");
}

/**
 * A document in the XML of GeoReport v2: lists are elements of the singular, null is an empty element.
 *
 * @param root  The document element, e.g. `service_requests`.
 */
export const xmlDocument = (root: string, value: Open311Value) =>
  `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`;
