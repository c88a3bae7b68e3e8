// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://127.0.0.1:1/"}
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HOTSPOTS } from "../../data/hotspots.ts";
import { CurrentDistrict, type Session } from "../../web/api/session.ts";
import { SETTINGS } from "../../web/hotspots/settings-fields.ts";
import { HotspotSettingsPage } from "../../web/hotspots/settings-page.tsx";
import { type View, ViewContext } from "../../web/map/view.ts";
import { type Language, LanguageContext } from "../../web/ui/language.ts";

const { basis, ...presets } = HOTSPOTS;

/** What the server has been asked, and how it answers; the client takes hold of `fetch` as it is imported. */
const server = vi.hoisted(() => {
  const state = {
    own: null as Record<string, unknown> | null,
    notUnderstood: [] as string[],
    /** Answers the next writing instead. */
    refusal: null as object | null,
    written: [] as unknown[],
    answer: (): object => ({}),
  };
  globalThis.fetch = async (input) => {
    const request = input as Request; // openapi-fetch gives whole requests
    if (request.method !== "PUT") return Response.json(state.answer());
    const body = await request.json();
    state.written.push(body);
    if (state.refusal) return Response.json(state.refusal, { status: 400 });
    Object.assign(state, { own: body, notUnderstood: [] });
    return Response.json(state.answer());
  };
  return state;
});

beforeEach(() => {
  Object.assign(server, { own: null, notUnderstood: [], refusal: null, written: [] });
  server.answer = () => ({
    ...{ districtId: "north", presets, basis, own: server.own },
    ...{ notUnderstood: server.notUnderstood, merged: { ...presets, ...server.own } },
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const view: View = {
  district: {
    ...{ districtId: "north", name: "北区", nameEn: "North", timeZone: "Europe/Helsinki" },
    ...{ isDemo: false, bbox: null, center: null, today: "2024-05-31", attributions: [] },
  },
  date: "2024-05-31",
  period: { from: "2024-05-04", to: "2024-05-31" },
  ...{ layers: null, selection: null, camera: null },
};

/** Somebody who may look at hotspots of the whole district, and change settings or not. */
const sessionOf = (permissions: readonly string[]) =>
  ({
    account: {
      ...{ accountId: "a1", displayName: "甲", mustDo: null },
      districts: [
        {
          districtId: "north",
          permissions: permissions.map((permission) => ({
            ...{ permission, isWhole: true, areaIds: [] },
          })),
        },
      ],
    },
  }) as unknown as Session; // what the page asks of it

/** The page, once it has asked. */
async function open({ mayEdit = true, language = "zh-CN" as Language } = {}) {
  document.documentElement.lang = language; // problems are told in the language of the page
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(
    ["accounts", "session"],
    sessionOf(mayEdit ? ["complaints.all", "settings.edit"] : ["complaints.all"]),
  );
  const router = createRouter({
    routeTree: createRootRoute({
      component: () => (
        <LanguageContext value={language}>
          <CurrentDistrict value="north">
            <ViewContext value={{ view, change: () => {} }}>
              <HotspotSettingsPage />
            </ViewContext>
          </CurrentDistrict>
        </LanguageContext>
      ),
      notFoundComponent: () => null,
    }),
    history: createMemoryHistory({ initialEntries: ["/hotspots/settings?district=north"] }),
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  await screen.findByText(language === "en" ? "False discovery rate" : "错误发现率");
  return { client, router };
}

const row = (name: string, group = "一般") =>
  within(screen.getByRole("region", { name: group }))
    .getByText(name)
    .closest("li")!;
const field = (name: string, group?: string) =>
  within(row(name, group)).getByRole<HTMLInputElement>("textbox");
const type = (name: string, value: string, group?: string) =>
  fireEvent.change(field(name, group), { target: { value } });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const written = () => waitFor(() => expect(server.written).toHaveLength(1));

describe("how hotspots are found", () => {
  it("is told value by value, with both names, what it does, the preset, and the basis once", async () => {
    await open();
    const said = row("错误发现率").textContent;
    for (const part of ["False discovery rate", "只是偶然", "预设 5%", "可填 0（不含）至 50"])
      expect(said).toContain(part);
    expect(field("错误发现率").value).toBe("5");
    expect(screen.getAllByRole("listitem")).toHaveLength(SETTINGS.length);
    expect(screen.getAllByText("建议值")).toHaveLength(1);
    expect(screen.getByText("各项都与预设相同。")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "全部恢复预设" })).toBeNull();
  });

  it("is told in English", async () => {
    await open({ language: "en" });
    expect(row("Length of a stretch", "Streets").textContent).toContain("Preset 100 m");
    expect(screen.getByText("proposal")).toBeTruthy();
  });

  it("is read by whoever may not change it", async () => {
    server.own = { level: 0.01 };
    await open({ mayEdit: false });
    expect(screen.queryAllByRole("textbox")).toEqual([]);
    expect(screen.queryAllByRole("combobox")).toEqual([]);
    expect(within(row("错误发现率")).getByRole("status").textContent).toBe("1%");
    expect(row("错误发现率").textContent).toContain("本区");
    expect(screen.queryByRole("button", { name: /恢复预设/ })).toBeNull();
    expect(screen.getByText(/修改需要/)).toBeTruthy();
  });
});

describe("a change", () => {
  it("is told before it is saved, and only what differs is written", async () => {
    server.own = { rings: 2 };
    const { client } = await open();
    client.setQueryData(["hotspots", "period", "north", {}], {});
    type("统计时期", "45");
    type("邻近距离", "50", "聚集");
    expect(screen.getByText("2 处改动未保存")).toBeTruthy();
    expect(screen.getByText("一般 · 统计时期：30 天 → 45 天")).toBeTruthy();
    expect(screen.getByText("聚集 · 邻近距离：100 米 → 50 米")).toBeTruthy();
    press("保存");
    await screen.findByText(/已保存/);
    expect(server.written).toEqual([
      { rings: 2, periodDays: 45, clusters: { ...presets.clusters, epsMeters: 50 } },
    ]);
    expect(screen.queryByText(/改动未保存/)).toBeNull();
    expect(row("统计时期").textContent).toContain("本区");
    // whoever looks at hotspots next sees them by the new values
    const state = client.getQueryState(["hotspots", "period", "north", {}]);
    expect(state?.isInvalidated).toBe(true);
  });

  it("that cannot be is told in its field and not sent; Save leads there", async () => {
    await open();
    type("邻域圈数", "9");
    const said = within(row("邻域圈数")).getByRole("alert");
    expect(said.textContent).toBe("不大于 5");
    expect(field("邻域圈数").getAttribute("aria-invalid")).toBe("true");
    expect(field("邻域圈数").getAttribute("aria-describedby")).toBe(said.id);
    press("保存");
    expect(document.activeElement).toBe(field("邻域圈数"));
    expect(server.written).toEqual([]);
    type("邻域圈数", "3");
    expect(within(row("邻域圈数")).queryByRole("alert")).toBeNull();
    fireEvent.submit(field("邻域圈数").form!); // Enter
    await written();
    expect(server.written).toEqual([{ rings: 3 }]);
  });

  it("that the server refuses is told in its field until it is typed anew", async () => {
    server.refusal = {
      ...{ type: "about:blank", title: "wrong", status: 400, code: "body-invalid" },
      faults: [{ field: "streets.unitMeters", remedy: "less", rule: "too-big", limit: 70 }],
    };
    await open();
    type("路段长度", "80", "道路");
    press("保存");
    const said = await within(row("路段长度", "道路")).findByRole("alert");
    expect(said.textContent).toBe("不大于 70");
    expect(field("路段长度", "道路").value).toBe("80");
    expect(screen.getAllByRole("alert")).toHaveLength(1);
    type("路段长度", "70", "道路");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("is given up, and one value goes back to its preset", async () => {
    server.own = { level: 0.01, steps: { unit: "day", count: 52 } };
    await open();
    type("统计时期", "45");
    press("放弃改动");
    expect(field("统计时期").value).toBe("30");
    press("每期：恢复预设");
    expect(screen.getByText("演变 · 每期：一天 → 一周")).toBeTruthy();
    press("保存");
    await written();
    expect(server.written).toEqual([{ level: 0.01 }]);
  });

  it("is not written over what somebody else has just set", async () => {
    await open();
    type("统计时期", "45");
    server.own = { periodDays: 60, rings: 2 };
    press("保存");
    expect((await screen.findByRole("alert")).textContent).toContain("别人刚改过");
    expect(server.written).toEqual([]);
    press("保存");
    await written();
    expect(server.written).toEqual([{ periodDays: 45, rings: 2 }]);
  });
});

describe("all back to the presets", () => {
  it("asks first, telling what goes back", async () => {
    server.own = { level: 0.01, repeats: { ...presets.repeats, days: 14 } };
    await open();
    expect(screen.getByText(/本区另定 2 项/)).toBeTruthy();
    press("全部恢复预设");
    const dialog = screen.getByRole("dialog");
    expect(dialog.textContent).toContain("一般 · 错误发现率：1% → 5%");
    expect(dialog.textContent).toContain("重复 · 同一事：14 天 → 28 天");
    fireEvent.click(within(dialog).getByRole("button", { name: "取消" }));
    expect(server.written).toEqual([]);
    press("全部恢复预设");
    fireEvent.click(
      within(screen.getByRole("dialog")).getByRole("button", { name: "全部恢复预设" }),
    );
    await written();
    expect(server.written).toEqual([{}]);
    await screen.findByText("各项都与预设相同。");
  });

  it("clears what is kept and cannot be held to, which is told by name", async () => {
    server.own = {};
    server.notUnderstood = ["streets.unitMeters", "gone"];
    await open();
    expect(screen.getByText(/以前保存的 2 项.*道路 · 路段长度、gone/)).toBeTruthy();
    press("全部恢复预设");
    fireEvent.click(
      within(screen.getByRole("dialog")).getByRole("button", { name: "全部恢复预设" }),
    );
    await written();
    await waitFor(() => expect(screen.queryByText(/以前保存的/)).toBeNull());
  });
});

describe("leaving", () => {
  it("asks when something is not saved, and not otherwise", async () => {
    const { router } = await open();
    const asked = vi.fn(() => false);
    vi.stubGlobal("confirm", asked);
    const go = (address: string) => router.history.push(address);
    const at = () => router.state.location.href;
    type("统计时期", "45");
    go("/hotspots/settings?district=north&theme=dark");
    await waitFor(() => expect(at()).toContain("theme=dark"));
    expect(asked).not.toHaveBeenCalled();
    for (const address of ["/hotspots?district=north", "/hotspots/settings?district=south"]) {
      asked.mockClear();
      go(address);
      await waitFor(() => expect(asked).toHaveBeenCalledTimes(1));
      expect(at()).toContain("theme=dark");
    }
    asked.mockClear();
    press("放弃改动");
    go("/elsewhere?district=north");
    await waitFor(() => expect(at()).toContain("/elsewhere"));
    expect(asked).not.toHaveBeenCalled();
  });
});
