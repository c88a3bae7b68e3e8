// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://127.0.0.1:1/"}
import { onlineManager, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { ApiError } from "../../web/api/problem.ts";
import { Chosen } from "../../web/facilities/chosen.tsx";
import { FacilityRecord, isOthers } from "../../web/facilities/facility-record.tsx";
import { type ShapeAsked, summaryQuery } from "../../web/facilities/features-queries.ts";
import {
  areasQuery,
  type Facility,
  type FacilityPage,
  facilityQuery,
  type Hit,
  registerQuery,
  searchQuery,
} from "../../web/facilities/queries.ts";
import { RegisterPanel } from "../../web/facilities/register-panel.tsx";
import { SearchBox } from "../../web/facilities/search-box.tsx";
import type { Shape } from "../../web/facilities/shape.ts";
import { layersQuery } from "../../web/layers/queries.ts";
import { type View, type ViewChange, ViewContext } from "../../web/map/view.ts";
import { LanguageContext } from "../../web/ui/language.ts";

/** Nothing is ever fetched: a query that is not in the cache waits, as it does on a slow line. */
beforeAll(() => onlineManager.setOnline(false));
afterEach(cleanup);

const view: View = {
  district: {
    districtId: "north",
    name: "北区",
    nameEn: "North",
    timeZone: "Europe/Helsinki",
    isDemo: false,
    bbox: null,
    center: null,
    today: "2024-05-31",
    attributions: [],
  },
  date: "2024-05-31",
  period: { from: "2024-05-04", to: "2024-05-31" },
  layers: null,
  selection: null,
  camera: null,
};

function page(element: ReactNode, fill: (client: QueryClient) => void, address = "/") {
  const client = new QueryClient({
    defaultOptions: {
      queries: { retry: false, retryOnMount: false, staleTime: Number.POSITIVE_INFINITY },
    },
  });
  fill(client);
  const changes: ViewChange[] = [];
  const router = createRouter({
    routeTree: createRootRoute({
      component: () => (
        <LanguageContext value="en">
          <ViewContext value={{ view, change: (change) => void changes.push(change) }}>
            {element}
          </ViewContext>
        </LanguageContext>
      ),
    }),
    history: createMemoryHistory({ initialEntries: [address] }),
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { changes, router };
}

/** A query that has failed before anybody looked. */
function fail(client: QueryClient, queryKey: readonly unknown[], error: Error) {
  const query = client.getQueryCache().build(client, { queryKey });
  query.setState({ status: "error", error, fetchStatus: "idle" });
}

describe("the search", () => {
  const hit = (id: string, more: Partial<Hit> = {}): Hit => ({
    layerId: "toilets",
    id,
    code: id.toUpperCase(),
    name: `Toilet ${id}`,
    nameEn: null,
    kind: { zh: "公厕", en: "Public toilet" },
    position: [25.002, 60.002],
    rank: 3,
    ...more,
  });
  const street = hit("s1", {
    layerId: "streets",
    code: null,
    name: "Middle Street",
    kind: { zh: "道路", en: "Streets" },
  });
  const known = (q: string, hits: Hit[]) => (client: QueryClient) =>
    client.setQueryData(searchQuery({ districtId: "north", q, layerId: undefined }).queryKey, {
      q,
      hits,
    });
  async function type(text: string) {
    const input = await screen.findByRole("combobox");
    fireEvent.focus(input);
    fireEvent.change(input, { target: { value: text } });
    return input;
  }

  it("offers hits under what they are, and the arrows choose among them without leaving the ends", async () => {
    page(<SearchBox />, known("to", [hit("t1"), street, hit("t2")]));
    const input = await type("to");
    const chosen = () =>
      screen
        .getAllByRole("option")
        .findIndex((option) => option.getAttribute("aria-selected") === "true");
    await screen.findAllByRole("option");
    expect(screen.getAllByText("Public toilet")).toHaveLength(1);
    expect(chosen()).toBe(0);
    fireEvent.keyDown(input, { key: "ArrowUp" });
    expect(chosen()).toBe(0);
    for (const _ of [1, 2, 3, 4]) fireEvent.keyDown(input, { key: "ArrowDown" });
    expect(chosen()).toBe(2);
    expect(input.getAttribute("aria-activedescendant")).toBe(screen.getAllByRole("option")[2]!.id);
  });

  it("selects what Enter picks and looks there", async () => {
    const { changes } = page(<SearchBox />, known("to", [street, hit("t1")]));
    const input = await type("to");
    await screen.findAllByRole("option");
    fireEvent.keyDown(input, { key: "ArrowDown" });
    fireEvent.keyDown(input, { key: "Enter" });
    expect(changes).toHaveLength(1);
    expect(changes[0]!.selection).toEqual({ layerId: "toilets", id: "t1" });
    expect(changes[0]!.camera?.zoom).toBe(16); // a toilet: near
    expect(screen.queryByRole("option")).toBeNull();
  });

  it("picks the best of the answer when Enter comes before it", async () => {
    const { changes } = page(<SearchBox />, (client) => {
      known("to", [hit("t1")])(client);
      known("to 2", [hit("t2"), hit("t3")])(client);
    });
    const input = await type("to");
    await screen.findAllByRole("option");
    fireEvent.change(input, { target: { value: "to 2" } });
    fireEvent.keyDown(input, { key: "Enter" });
    expect(changes).toEqual([]);
    await waitFor(() => expect(changes[0]?.selection?.id).toBe("t2"));
    expect(changes).toHaveLength(1);
  });

  it("closes with Esc and picks nothing", async () => {
    const { changes } = page(<SearchBox />, known("to", [hit("t1")]));
    const input = await type("to");
    await screen.findAllByRole("option");
    fireEvent.keyDown(input, { key: "Escape" });
    expect(screen.queryByRole("option")).toBeNull();
    expect(changes).toEqual([]);
  });

  it("leaves Enter to the input method while it composes", async () => {
    const { changes } = page(<SearchBox />, known("to", [hit("t1")]));
    const input = await type("to");
    await screen.findAllByRole("option");
    fireEvent.keyDown(input, { key: "Enter", isComposing: true });
    expect(changes).toEqual([]);
  });

  it("says that it searches", async () => {
    page(<SearchBox />, () => undefined);
    await type("to");
    expect(await screen.findByText("Searching…")).toBeTruthy();
  });

  it("says what it found nothing for", async () => {
    page(<SearchBox />, known("zz", []));
    await type("zz");
    expect((await screen.findByText(/Nothing is called/)).textContent).toContain("“zz”");
  });

  it("does not put an old answer under a new question", async () => {
    page(<SearchBox />, known("zz", []));
    const input = await type("zz");
    await screen.findByText(/“zz”/);
    fireEvent.change(input, { target: { value: "zzz" } });
    await screen.findByText("Searching…");
    await waitFor(() => expect(screen.queryByText(/“zzz”/)).toBeNull());
  });

  it("says that the server does not answer", async () => {
    onlineManager.setOnline(true); // asks a server that this test does not have
    page(<SearchBox />, () => undefined);
    await type("to");
    expect((await screen.findByRole("alert")).textContent).toContain("does not answer");
    onlineManager.setOnline(false);
  });
});

const column = (name: string, en: string, more = {}) => ({
  name,
  title: { zh: en, en },
  type: "text" as const,
  isInTiles: false,
  isClass: false,
  ...more,
});
const days = { date: view.date, ...view.period };

function knowLayers(client: QueryClient) {
  client.setQueryData(layersQuery("north", days).queryKey, {
    districtId: "north",
    ...days,
    version: 1,
    layers: [
      {
        layerId: "toilets",
        title: { zh: "公厕", en: "Public toilets" },
        geometry: "point",
        count: 2,
        withoutPlace: 0,
        bbox: null,
        detailFromZoom: 11,
        hasDays: false,
        hasValidity: true,
        tiles: "",
        classes: {},
        columns: [
          column("status", "Status", { values: { open: { zh: "开放", en: "Open" } } }),
          column("stars", "Stars", { isClass: true }),
          column("owner", "Owner"),
          column("manager", "Manager"),
          column("closedOn", "Closed on"),
          column("stallsFemale", "Places for women"),
          column("hasFee", "Fee"),
        ],
      },
    ],
  });
}

const facility = (id: string, more: Partial<Facility> = {}): Facility => ({
  facilityId: id,
  layerId: "toilets",
  kind: "toilet",
  code: id.toUpperCase(),
  name: `Toilet ${id}`,
  nameEn: null,
  status: "open",
  stars: null,
  address: null,
  owner: null,
  manager: null,
  openedOn: null,
  verifiedOn: null,
  position: [25.002, 60.002],
  attributes: null,
  ...more,
});

describe("the page of a facility", () => {
  const known =
    (
      more: Partial<FacilityPage["facility"]>,
      attributes: FacilityPage["facility"]["attributes"] = {},
    ) =>
    (client: QueryClient) => {
      knowLayers(client);
      client.setQueryData(facilityQuery("north", "t1").queryKey, {
        districtId: "north",
        facility: {
          ...facility("t1"),
          closedOn: null,
          verifiedBy: null,
          starsValidTo: null,
          attributes,
          ...more,
        },
        street: null,
        sections: [
          {
            id: "complaints",
            links: [],
            title: { zh: "投诉", en: "Complaints" },
            figures: [
              {
                label: { zh: "", en: "Near" },
                value: 0,
                unit: null,
                definition: { zh: "", en: "within 100 m, last 365 days" },
              },
            ],
            facts: [],
            table: { columns: [], rows: [], total: 0 },
          },
        ],
      });
    };
  const factOf = (label: string) =>
    screen.getByText(label, { selector: "dt" }).parentElement!.querySelector("dd")!.textContent;

  it("says what is unknown and never shows it as a value", async () => {
    page(<FacilityRecord facilityId="t1" />, known({}, { hasFee: false }));
    await screen.findByRole("heading", { name: "Toilet t1" });
    expect(factOf("Places for women")).toBe("unknown");
    expect(factOf("Owner")).toBe("unknown");
    expect(factOf("Fee")).toBe("no"); // known to be free
    expect(screen.queryByText("Closed on")).toBeNull(); // a day that has not come is no gap
    expect(screen.getByText("Not rated")).toBeTruthy();
  });

  it("marks what nobody manages and what is not the bureau's, and neither where it is unknown", async () => {
    page(<FacilityRecord facilityId="t1" />, known({ manager: "", owner: "园林管理处" }));
    await screen.findByRole("heading", { name: "Toilet t1" });
    expect(factOf("Manager")).toBe("Nobody manages it");
    expect(screen.getByText("Not the bureau's")).toBeTruthy();
    expect(isOthers("蒸湘区环境卫生管理局")).toBe(false);
    expect(isOthers(null)).toBe(false);
  });

  it("says over which period a figure counts, and a nought is a figure", async () => {
    page(<FacilityRecord facilityId="t1" />, known({}));
    expect(await screen.findByText("Near · within 100 m, last 365 days")).toBeTruthy();
    expect(screen.getByText("0")).toBeTruthy();
  });

  it("waits, says why it failed, and that there is no such facility", async () => {
    page(<FacilityRecord facilityId="t1" />, () => undefined);
    expect((await screen.findByRole("status")).textContent).toBe("Reading…");
    cleanup();
    page(<FacilityRecord facilityId="t1" />, (client) =>
      fail(client, facilityQuery("north", "t1").queryKey, new Error("the line is down")),
    );
    expect((await screen.findByRole("alert")).textContent).toContain("line is down");
    cleanup();
    const problem = { type: "about:blank", title: "", status: 404, code: "facility-unknown" };
    page(<FacilityRecord facilityId="t1" />, (client) =>
      fail(client, facilityQuery("north", "t1").queryKey, new ApiError(problem)),
    );
    expect(await screen.findByRole("heading", { name: "There is no such record" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  });
});

describe("the register", () => {
  const asked = (more = {}) => ({
    districtId: "north",
    date: view.date,
    kind: undefined,
    status: undefined,
    area: undefined,
    q: undefined,
    ...more,
  });
  const known =
    (items: Facility[], more = {}) =>
    (client: QueryClient) => {
      client.setQueryData(areasQuery("north", view.date).queryKey, []);
      client.setQueryData(registerQuery(asked(more)).queryKey, {
        pages: [
          {
            districtId: "north",
            date: "2024-05-30",
            query: { kind: null, status: null, q: null, area: null },
            total: items.length,
            counts: [{ kind: "toilet", count: items.length }],
            withoutPosition: 0,
            items,
            next: null,
          },
        ],
        pageParams: [null],
      });
    };

  it("captions the list with the day it answers, not the day that is asked", async () => {
    page(<RegisterPanel />, known([facility("t1"), facility("t2")]));
    expect(await screen.findByText(/2 in force on May 30, 2024/)).toBeTruthy();
  });

  it("moves with the arrows and opens with Enter", async () => {
    const { changes } = page(<RegisterPanel />, known([facility("t1"), facility("t2")]));
    const list = await screen.findByRole("grid");
    fireEvent.keyDown(list, { key: "ArrowDown" });
    fireEvent.keyDown(list, { key: "ArrowDown" });
    fireEvent.keyDown(list, { key: "Enter" });
    expect(changes[0]!.selection).toEqual({ layerId: "toilets", id: "t2" });
  });

  it("sorts as the link says", async () => {
    const items = [facility("t1"), facility("t2", { stars: 2 }), facility("t3", { stars: 5 })];
    page(<RegisterPanel />, known(items), "/?sort=-stars");
    const rows = await within(await screen.findByRole("grid")).findAllByRole("row");
    const [head, ...lines] = rows.map((row) => row.id);
    expect(head).toBe("");
    expect(lines).toEqual(["register-t3", "register-t2", "register-t1"]);
    expect(screen.getByRole("columnheader", { name: /Stars/ }).getAttribute("aria-sort")).toBe(
      "descending",
    );
  });

  it("shows in the wide table what only the kind has, and in the list what all have", async () => {
    const items = [facility("t1", { attributes: { stallsFemale: 9 } })];
    const fill = (client: QueryClient) => {
      knowLayers(client);
      known(items, { kind: "toilet" })(client);
    };
    page(<RegisterPanel />, fill, "/?kind=toilet&table=wide");
    const grid = await screen.findByRole("grid");
    expect(
      await within(grid).findByRole("columnheader", { name: /Places for women/ }),
    ).toBeTruthy();
    expect(within(grid).getByRole("gridcell", { name: "9" })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "List" }));
    await waitFor(() => expect(within(grid).queryByText("Places for women")).toBeNull());
  });

  it("exports what the filters leave, in the language of the screen", async () => {
    page(<RegisterPanel />, known([facility("t1")], { kind: "toilet" }), "/?kind=toilet");
    const link = await screen.findByRole("link", { name: "CSV" });
    const url = new URL(link.getAttribute("href")!, "http://localhost");
    expect(url.pathname).toBe("/api/districts/north/facilities");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      date: view.date,
      kind: "toilet",
      format: "csv",
      lang: "en",
    });
  });

  it("says when nothing meets the conditions, and takes them back", async () => {
    const { router } = page(<RegisterPanel />, known([], { kind: "depot" }), "/?kind=depot");
    expect(await screen.findByText("No facility meets these conditions")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Clear the conditions" }));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });
});

describe("what is inside a shape", () => {
  const shape: Shape = {
    kind: "polygon",
    ring: [
      [25, 60],
      [25.01, 60],
      [25.01, 60.01],
    ],
  };
  const asked: ShapeAsked = { districtId: "north", ...days, shape };
  const layer = (layerId: string, count: number, more = {}) => ({
    layerId,
    title: { zh: layerId, en: layerId },
    count,
    classes: {},
    ids: [],
    hasMoreIds: false,
    ...more,
  });
  const known = (layers: ReturnType<typeof layer>[]) => (client: QueryClient) => {
    knowLayers(client);
    client.setQueryData(summaryQuery(asked).queryKey, {
      districtId: "north",
      date: "2024-05-30",
      from: "2024-05-01",
      to: "2024-05-30",
      place: "shape",
      withinMeters: null,
      layers,
    });
  };
  const show = (fill: (client: QueryClient) => void) => {
    const cleared: string[] = [];
    page(<Chosen shape={shape} onClear={() => void cleared.push("cleared")} />, fill);
    return cleared;
  };

  it("counts layer by layer with n, and captions with the days it answers", async () => {
    show(known([layer("toilets", 2), layer("bins", 0), layer("water", 3)]));
    expect(await screen.findByText("Public toilets")).toBeTruthy();
    expect(screen.getByText("n = 2")).toBeTruthy();
    expect(screen.queryByText("n = 0")).toBeNull();
    expect(screen.queryByText("n = 3")).toBeNull(); // the ground is not what is asked about
    expect(screen.getByText(/May 30, 2024/).textContent).toContain("May 1");
  });

  it("says how residents were estimated", async () => {
    show(known([layer("residents", 4, { residents: 1234 })]));
    expect(await screen.findByText("1,234")).toBeTruthy();
    expect(screen.getByText(/a cell counts whole when its middle is inside/)).toBeTruthy();
  });

  it("measures the area: half of 0.01° by 0.01° at 60°N", async () => {
    show(known([layer("toilets", 2)]));
    // the parallel at 60.0033°, a third up the triangle, is half the equator: 556 m wide, 1,112 m high
    const text = (await screen.findByText(/Perimeter/)).textContent!;
    expect(Number(/([\d.]+) km²/.exec(text)![1])).toBeCloseTo((0.556 * 1.112) / 2, 2);
  });

  it("says that nothing is inside, that it waits, and why it failed", async () => {
    show(known([layer("toilets", 0), layer("buildings", 7)]));
    expect(await screen.findByText("Nothing is recorded inside")).toBeTruthy();
    cleanup();
    show(knowLayers);
    expect((await screen.findByRole("status")).textContent).toContain("Reading…");
    cleanup();
    show((client) => fail(client, summaryQuery(asked).queryKey, new Error("too large")));
    expect((await screen.findByRole("alert")).textContent).toContain("too large");
  });

  it("goes with Esc", async () => {
    const cleared = show(known([layer("toilets", 2)]));
    await screen.findByText("n = 2");
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(cleared).toEqual(["cleared"]);
  });
});
