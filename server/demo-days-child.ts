import { laterCases } from "../data/demo/generate.ts";

/** Some days after the anchor. */
export type Asked = { readonly anchor: Date; readonly fromDay: number; readonly endDay: number };

process.once("message", (asked: Asked) => {
  process.send?.(laterCases(asked), undefined, undefined, () => process.disconnect?.());
});
