// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { LayersPanel } from "../../web/layers/panel.tsx";
import { type LayerInfo, layersQuery } from "../../web/layers/queries.ts";
import { starStreetsQuery } from "../../web/layers/record-queries.ts";
import { type View, type ViewChange, ViewContext } from "../../web/map/view.ts";
import { LanguageContext } from "../../web/ui/language.ts";

afterEach(cleanup);

const view: View = {
  district: {
    districtId: "north",
    name: "北区",
    nameEn: "North",
    timeZone: "Asia/Shanghai",
    isDemo: true,
    bbox: null,
    center: null,
    today: "2026-03-02",
    attributions: [],
  },
  date: "2026-03-01",
  period: { from: "2026-02-02", to: "2026-03-01" },
  layers: ["toilets"],
  selection: null,
  camera: null,
};

const layer = (part: Partial<LayerInfo> & Pick<LayerInfo, "layerId" | "title">): LayerInfo => ({
  geometry: "point",
  count: 0,
  withoutPlace: 0,
  bbox: null,
  detailFromZoom: 11,
  hasDays: false,
  hasValidity: true,
  columns: [],
  classes: {},
  tiles: "",
  ...part,
});

const toilets = layer({
  layerId: "toilets",
  title: { zh: "公厕", en: "Public toilet" },
  count: 0b1011,
  classes: {
    status: [
      { value: "open", title: { zh: "开放", en: "Open" }, count: 0b1000 },
      { value: "repair", title: { zh: "维修", en: "In repair" }, count: 0b0011 },
    ],
    stars: [
      { value: 5, title: { zh: "五星", en: "Five stars" }, count: 2 },
      { value: null, title: { zh: "未评", en: "Not rated" }, count: 9 },
    ],
  },
});

/** The panel over a server that has answered before it was asked. */
function show(layers: LayerInfo[], date = view.date) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 1e9, retry: false } } });
  const { districtId } = view.district;
  const days = { date: view.date, ...view.period };
  client.setQueryData(layersQuery(districtId, days).queryKey, {
    districtId,
    date,
    version: 1,
    layers,
  });
  client.setQueryData(starStreetsQuery(districtId, view.date).queryKey, [
    { id: "e1", geometry: null, properties: { streetId: "s1", stars: 5 } },
    { id: "e2", geometry: null, properties: { streetId: "s1", stars: 5 } },
    { id: "e3", geometry: null, properties: { streetId: "s2", stars: 3 } },
    { id: "e4", geometry: null, properties: { streetId: "s3", stars: 0 } },
  ]);
  const steps: ViewChange[] = [];
  render(
    <QueryClientProvider client={client}>
      <LanguageContext value="en">
        <ViewContext value={{ view, change: (step) => steps.push(step) }}>
          <LayersPanel />
        </ViewContext>
      </LanguageContext>
    </QueryClientProvider>,
  );
  return steps;
}

const row = (title: string) => screen.getByText(title).closest<HTMLElement>(".entry-row")!;

describe("the layer panel", () => {
  it("shows each layer under the server's name with the server's count", () => {
    show([toilets]);
    expect(within(row("Public toilet")).getByText("11")).toBeTruthy();
  });

  it("captions with the day of the answer, not with the day that was asked", () => {
    show([toilets], "2025-12-31");
    expect(screen.getByText("In force on Dec 31, 2025")).toBeTruthy();
  });

  it("counts star streets as streets with a star, and star facilities over all kinds", () => {
    show([toilets]);
    expect(within(row("Star streets")).getByText("2")).toBeTruthy();
    expect(within(row("Star facilities")).getByText("2")).toBeTruthy();
  });

  it("opens a legend whose states add up to the layer's count", () => {
    show([toilets]);
    fireEvent.click(screen.getByRole("button", { name: "Public toilet: Show the legend" }));
    const open = screen.getByText("Open").closest("p")!;
    const repair = screen.getByText("In repair").closest("p")!;
    expect(open.textContent).toBe("Open8");
    expect(repair.textContent).toBe("In repair3");
    expect(screen.queryByText("Planned")).toBeNull();
  });

  it("puts what is switched into the link, in the tree's order", () => {
    const steps = show([
      toilets,
      layer({ layerId: "areas", title: { zh: "区域", en: "Areas" }, geometry: "polygon" }),
    ]);
    fireEvent.click(screen.getByRole("checkbox", { name: "Areas" }));
    fireEvent.click(screen.getByRole("checkbox", { name: "Public toilet" }));
    expect(steps).toEqual([{ layers: ["toilets", "areas"] }, { layers: [] }]);
  });

  it("says that nothing is registered where no layer is", () => {
    show([]);
    expect(screen.getByText("Nothing is registered in this district yet.")).toBeTruthy();
  });
});
