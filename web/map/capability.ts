import type { FunctionComponent } from "react";
import type { Permission } from "../api/session.ts";
import type { IconName } from "../ui/icon.tsx";
import type { Title } from "../ui/language.ts";

/** A whole page over the map: the top bar and the rail stay, and the map goes on behind it. */
export type Sheet = {
  readonly path: string;
  readonly title: Title;
  readonly icon: IconName;
  /** What it says under its title; lazy. */
  readonly Page: FunctionComponent;
  /** Whom it is for: whoever may do this in the district, `signed-in` for anybody who has an account. */
  readonly needs?: Permission | "signed-in";
  /** Whether it has a place in the rail, for those it is for; `signed-out`: for whoever has not signed in. */
  readonly isInRail?: boolean | "signed-out";
  /** Its own parameters in the link, which stay behind when one leaves it. */
  readonly params?: readonly string[];
};

/** A page beside the map: a place in the rail and what its work panel says. */
export type WorkPage = {
  readonly path: string;
  readonly title: Title;
  readonly icon: IconName;
  readonly Panel: FunctionComponent;
  /** Whom it is for; left out: anybody. The rail shows it to nobody else. */
  readonly needs?: Permission;
};

/**
 * What a capability brings to the screen. All of it is optional but the name: a page in the rail, something drawn on
 * the map, or a thing in one of the shell's places.
 */
export type Capability = {
  /** The capability's one word. */
  readonly id: string;
  /** Pages of its own beside the map. Pages that are not built are absent. */
  readonly pages?: readonly WorkPage[];
  /** Pages of single records, with `$id` in their path: over everything else, and without a place in the rail. */
  readonly records?: readonly { readonly path: string; readonly Page: FunctionComponent }[];
  /** Whole pages over the map, for work that needs none: administration, tables. */
  readonly sheets?: readonly Sheet[];
  /** Draws on the map and renders no element of its own; present on every page. */
  readonly Drawing?: FunctionComponent;
  /** The time slider's place, under the map. */
  readonly Foot?: FunctionComponent;
  /** The search place in the top bar; `/` focuses its input. */
  readonly Search?: FunctionComponent;
  /** The end of the top bar: who one is. */
  readonly Account?: FunctionComponent;
  /** Shown in the drawer at the right while a record is selected. */
  readonly Drawer?: FunctionComponent;
  /** Buttons over the map: selecting, exporting, printing. */
  readonly Tools?: FunctionComponent;
};
