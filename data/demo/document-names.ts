/** Streets that the document names. */
export const DOCUMENT_STREETS = [
  "解放大道",
  "常胜西路",
  "蔡伦大道",
  "立新大道",
  "蒸湘南路",
  "蒸湘南路延伸段",
  "红湘北路",
];

/** Facilities that it names. */
const DOCUMENT_FACILITIES = ["红湘北路中转站", "冶金公厕"];

/** Whether a name is the document's: nothing is invented against whoever has it. */
export const isOfDocument = (name: string) =>
  DOCUMENT_STREETS.includes(name) || DOCUMENT_FACILITIES.includes(name);
