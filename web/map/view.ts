import { createContext, useContext } from "react";
import type { Camera } from "./camera.ts";
import type { Bbox, LngLat } from "./geometry.ts";

/** The district one looks at, as the server lists it. */
export type ViewDistrict = {
  readonly districtId: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly timeZone: string;
  readonly isDemo: boolean;
  readonly bbox: Bbox | null;
  readonly center: LngLat | null;
  /** Whose data it is, as their licences want it said. */
  readonly attributions: readonly string[];
  /** The district's local day. */
  readonly today: string;
};

/** One record, as it stands in a link: `layerId:id`. */
export type Selection = { readonly layerId: string; readonly id: string };

/** What one looks at. It is the link: whatever is here is in the URL, and the URL restores it. */
export type View = {
  readonly district: ViewDistrict;
  /** What is in force on this day is shown. */
  readonly date: string;
  /** Happenings from `from` up to and including `to` are shown. */
  readonly period: { readonly from: string; readonly to: string };
  /** Ids of the entries of the layer tree that are on; null is "as a newcomer sees it". */
  readonly layers: readonly string[] | null;
  readonly selection: Selection | null;
  readonly camera: Camera | null;
};

/** A step to another view; what is not named stays. */
export type ViewChange = {
  readonly districtId?: string;
  readonly date?: string | null;
  readonly period?: { readonly from: string; readonly to: string } | null;
  readonly layers?: readonly string[] | null;
  readonly selection?: Selection | null;
  readonly camera?: Camera;
};

/** @param isStep  A step one can go back from; otherwise the link is replaced. */
export type ChangeView = (change: ViewChange, isStep?: boolean) => void;

export const ViewContext = createContext<{ view: View; change: ChangeView } | null>(null);

/** What one looks at, and how to look at something else. */
export function useView(): { view: View; change: ChangeView } {
  const held = useContext(ViewContext);
  if (!held) throw new TypeError("useView is called outside a view");
  return held;
}
