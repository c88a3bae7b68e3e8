import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import { SLOTS } from "../../web/map/order.ts";
import { palettes } from "../../web/map/palette.ts";
import { type Drawing, type StyleState, styleOf } from "../../web/map/style.ts";
import { parseSymbolName, symbolName } from "../../web/map/symbols.ts";

const state: StyleState = {
  flavor: "light",
  language: "zh-CN",
  districtId: "zhengxiang",
  origin: "https://atlas.test",
  base: null,
  drawings: [],
};

const drawing = (id: string, slot: (typeof SLOTS)[number]): Drawing => ({
  sources: {},
  layers: [{ slot, layer: { id, type: "background" } }],
});

describe("styleOf", () => {
  it.each(["light", "dark"] as const)("is a style MapLibre accepts, %s", (flavor) => {
    expect(validateStyleMin(styleOf({ ...state, flavor }))).toEqual([]);
  });

  it("asks no host but its own for tiles and fonts", () => {
    const addresses = JSON.stringify(styleOf(state)).match(/https?:[^"]+/g) ?? [];
    expect(addresses.length).toBeGreaterThan(4);
    expect(addresses.filter((address) => !address.startsWith(`${state.origin}/`))).toEqual([]);
  });

  it("lays drawings by slot, whatever the order they come in", () => {
    const drawings = [...SLOTS].reverse().map((slot) => drawing(`test-${slot}`, slot));
    const ids = styleOf({ ...state, drawings }).layers.map(({ id }) => id);
    const found = ids.filter((id) => id.startsWith("test-"));
    expect(found).toEqual(SLOTS.map((slot) => `test-${slot}`));
  });

  it("keeps street names over choropleths and under symbols", () => {
    const drawings = [drawing("choropleth", "surface"), drawing("symbols", "points")];
    const ids = styleOf({ ...state, drawings }).layers.map(({ id }) => id);
    expect(ids.indexOf("choropleth")).toBeLessThan(ids.indexOf("streets"));
    expect(ids.indexOf("streets")).toBeLessThan(ids.indexOf("street-names"));
    expect(ids.indexOf("street-names")).toBeLessThan(ids.indexOf("symbols"));
  });

  it("leaves out what belongs to our own ground over a configured base map", () => {
    const drawings = [
      { ...drawing("lake-names", "labels"), isGround: true },
      drawing("dots", "points"),
    ];
    const idsOn = (base: StyleState["base"]) =>
      styleOf({ ...state, base, drawings }).layers.map(({ id }) => id);
    expect(idsOn(null)).toEqual(expect.arrayContaining(["lake-names", "dots", "streets"]));
    const onOther = idsOn({ sources: {}, layers: [] });
    expect(onOther).toEqual(["land", "dots"]);
  });

  it("prefers English names on an English screen and Chinese ones otherwise", () => {
    const textOf = (language: "zh-CN" | "en") =>
      styleOf({ ...state, language }).layers.flatMap((layer) =>
        layer.id === "street-names" && layer.type === "symbol"
          ? [layer.layout?.["text-field"]]
          : [],
      );
    expect(textOf("en")).toEqual([["coalesce", ["get", "nameEn"], ["get", "name"]]]);
    expect(textOf("zh-CN")).toEqual([["get", "name"]]);
  });
});

describe("a symbol's name", () => {
  it("carries everything its look depends on", () => {
    const key = { flavor: "dark", kind: "toilet", state: "repair", stars: 4 } as const;
    expect(parseSymbolName(symbolName(key))).toEqual(key);
    expect(parseSymbolName(symbolName({ ...key, stars: null }))?.stars).toBeNull();
  });

  it("shows a state nobody knows as open, and refuses a kind nobody knows", () => {
    expect(parseSymbolName("symbol|light|toilet|haunted|")?.state).toBe("open");
    expect(parseSymbolName("symbol|light|castle|open|")).toBeNull();
    expect(parseSymbolName("symbol|light|toilet|open|6")).toBeNull();
    expect(parseSymbolName("hatch|light")).toBeNull();
  });
});

/** WCAG 2.2, "relative luminance" and "contrast ratio". */
function contrast(a: string, b: string) {
  const luminance = (color: string) => {
    const [red, green, blue] = [1, 3, 5]
      .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

describe.each(["light", "dark"] as const)("the %s palette", (flavor) => {
  const colors = palettes[flavor];

  it("has map labels of at least 4.5:1 on the land", () => {
    const labels = [colors.label, colors.areaLabel, colors.waterLabel, colors.greenLabel];
    for (const label of labels) expect(contrast(label, colors.halo)).toBeGreaterThanOrEqual(4.5);
  });

  it("has symbols, routes and complaints of at least 3:1 on the land", () => {
    const inks = [
      ...Object.values(colors.facility),
      ...Object.values(colors.route),
      colors.complaint,
      colors.selection,
      colors.radius,
    ];
    for (const ink of inks) expect(contrast(ink, colors.land)).toBeGreaterThanOrEqual(3);
  });

  it("has ramps that only ever get stronger against the land", () => {
    for (const ramp of [colors.due, colors.heat, colors.residents, colors.starRamp]) {
      const strengths = ramp.map((color) => contrast(color, colors.land));
      expect(strengths).toEqual([...strengths].sort((a, b) => a - b));
    }
  });
});
