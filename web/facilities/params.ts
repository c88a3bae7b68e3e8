import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
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
type Linked = { readonly [K in (typeof KEYS)[number]]?: string };
const KEYS = ["shape", "kind", "status", "area", "q", "sort", "table", "edit"] as const;

/** This capability's parameters of the link; those that are not text are dropped. */
export function useLinked(): Linked {
  const search: Record<string, unknown> = useSearch({ strict: false });
  return useMemo(
    () =>
      Object.fromEntries(
        KEYS.flatMap((key) => {
          const value = search[key];
          return typeof value === "string" && value !== "" ? [[key, value]] : [];
        }),
      ),
    [search],
  );
}

/** Changes some of this capability's parameters; undefined takes one out of the link. */
export function useSetLinked() {
  const navigate = useNavigate();
  return useCallback(
    (change: Partial<Record<(typeof KEYS)[number], string | undefined>>, isStep = false) =>
      void navigate({
        to: ".",
        // the router's type of search is of every page at once; ours is plain text throughout
        search: ((now: Record<string, unknown>) => ({ ...now, ...change })) as never,
        replace: !isStep,
      }),
    [navigate],
  );
}
