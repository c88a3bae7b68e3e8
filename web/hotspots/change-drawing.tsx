import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useDrawing } from "../map/atlas-context.ts";
import { useMovingPeriod } from "../map/clock.ts";
import { useFlavor } from "../map/flavor.ts";
import { MAP_FONT } from "../map/fonts.ts";
import { type Palette, palettes } from "../map/palette.ts";
import type { Drawing } from "../map/style.ts";
import { useView } from "../map/view.ts";
import { type Language, titleIn, useLanguage } from "../ui/language.ts";
import { ringOf } from "./cells-drawing.ts";
import { useHotLink, useQuestion } from "./params.ts";
import { patternColor } from "./pattern-colors.ts";
import { choicesQuery, cubeQuery, type HotspotChoices, type HotspotCube } from "./queries.ts";

/** Cells by their category; while time is played or dragged, by their state in the step under the slider. */
export function ChangeDrawing() {
  const { view } = useView();
  const flavor = useFlavor();
  const { pattern } = useHotLink();
  const moving = useMovingPeriod();
  const cube = useQuery(cubeQuery(view.district.districtId, useQuestion())).data;
  const language = useLanguage();
  const choices = useQuery(choicesQuery(view.district.districtId)).data;
  const step = moving && cube ? cube.steps.findLastIndex((from) => from <= moving.to) : -1;
  useDrawing(
    "hotspot-change",
    useMemo(
      () =>
        cube
          ? changeDrawing(
              cube,
              { step, pattern: pattern ?? null },
              (id) => letterIn(choices, id, language),
              palettes[flavor],
            )
          : null,
      [cube, step, pattern, choices, language, flavor],
    ),
  );
  return null;
}

/** A category's first letter: colours alone do not tell all of them apart. */
export function letterIn(choices: HotspotChoices | undefined, pattern: string, language: Language) {
  const found = choices?.patterns.find(({ id }) => id === pattern);
  return found ? titleIn(language, found.short).charAt(0) : "";
}

const COLOR_OF_STATE = (state: string | undefined, colors: Palette) =>
  state === "h" ? colors.hot[1]! : state === "c" ? colors.cold[1]! : null;

function changeDrawing(
  { cells }: HotspotCube,
  { step, pattern }: { step: number; pattern: string | null },
  letterOf: (pattern: string) => string,
  colors: Palette,
): Drawing {
  const features = cells.flatMap((cell) => {
    const color =
      step >= 0
        ? COLOR_OF_STATE(cell.states[step], colors)
        : cell.pattern === "none"
          ? null
          : patternColor(cell.pattern, colors);
    if (color === null) return [];
    const isOther = step < 0 && pattern !== null && cell.pattern !== pattern;
    return [
      {
        type: "Feature" as const,
        properties: {
          id: cell.cell,
          color: isOther ? colors.byChance : color,
          opacity: isOther ? 0.2 : 0.72,
          letter: step >= 0 || isOther ? "" : letterOf(cell.pattern),
        },
        geometry: { type: "Polygon" as const, coordinates: [ringOf(cell.cell)] },
      },
    ];
  });
  return {
    sources: {
      "hotspot-change": { type: "geojson", data: { type: "FeatureCollection", features } },
    },
    layers: [
      {
        slot: "reach",
        layer: {
          id: "hotspot-change",
          type: "fill",
          source: "hotspot-change",
          paint: { "fill-color": ["get", "color"], "fill-opacity": ["get", "opacity"] },
        },
      },
      {
        slot: "labels",
        layer: {
          id: "hotspot-change-letters",
          type: "symbol",
          source: "hotspot-change",
          minzoom: 12.5,
          layout: {
            "text-field": ["get", "letter"],
            "text-size": 11,
            "text-font": [MAP_FONT],
            "text-allow-overlap": true,
            "text-ignore-placement": true,
          },
          paint: {
            "text-color": colors.label,
            "text-halo-color": colors.halo,
            "text-halo-width": 1.2,
          },
        },
      },
    ],
  };
}
