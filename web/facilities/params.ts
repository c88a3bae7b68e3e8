import { useCallback, useMemo } from "react";
import { useLink, useSetLink } from "../ui/link.ts";
import { formatShape, parseShape, type Shape } from "./shape.ts";

/** What one is doing with shapes: nothing, drawing an area, picking a street, or reading what is inside one. */
export type Selecting =
  | { readonly step: "none" }
  | { readonly step: "drawing"; readonly tool: "polygon" | "street" }
  | { readonly step: "chosen"; readonly shape: Shape };

/** Reads the link's `shape`: a tool's name alone means that it is being drawn. */
export function selectingOf(text: string | undefined): Selecting {
  if (text === "polygon" || text === "street") return { step: "drawing", tool: text };
  const shape = text === undefined ? null : parseShape(text);
  return shape ? { step: "chosen", shape } : { step: "none" };
}

const textOf = (selecting: Selecting) => {
  if (selecting.step === "none") return undefined;
  return selecting.step === "drawing" ? selecting.tool : formatShape(selecting.shape);
};

/** The selection shape in the link, and how to change it. */
export function useSelecting(): [Selecting, (next: Selecting) => void] {
  const { shape } = useLinked();
  const set = useSetLinked();
  const selecting = useMemo(() => selectingOf(shape), [shape]);
  const change = useCallback((next: Selecting) => set({ shape: textOf(next) }, true), [set]);
  return [selecting, change];
}

/** What this capability keeps in the link beside the view. */
const LINKED = ["shape", "kind", "status", "area", "q", "sort", "table", "edit"] as const;

/** This capability's parameters of the link. */
export const useLinked = () => useLink(LINKED);

/** Changes some of them. */
export const useSetLinked = useSetLink<(typeof LINKED)[number]>;
