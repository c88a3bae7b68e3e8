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
import type { DistrictLenses } from "../../data/district-lenses.ts";
import { understoodLenses } from "../../server/coverage/lenses.ts";
import { lensesAnswer } from "../../server/coverage/lenses-answer.ts";
import { CurrentDistrict, type Session } from "../../web/api/session.ts";
import { LensSettingsPage } from "../../web/coverage/settings-page.tsx";
import { type View, ViewContext } from "../../web/map/view.ts";
import { LanguageContext } from "../../web/ui/language.ts";

/** What the server has been sent, and how it answers; the client takes hold of `fetch` as it is imported. */
const server = vi.hoisted(() => {
  const state = { own: null as unknown, written: [] as unknown[], answer: (): object => ({}) };
  globalThis.fetch = async (input) => {
    const request = input as Request; // openapi-fetch gives whole requests
    if (request.method === "PUT") {
      state.own = await request.json();
      state.written.push(state.own);
    }
    return Response.json(state.answer());
  };
  return state;
});

beforeEach(() => {
  Object.assign(server, { own: null, written: [] });
  server.answer = () => lensesAnswer("north", understoodLenses(server.own));
});
afterEach(cleanup);

const view: View = {
  district: {
    ...{ districtId: "north", name: "北区", nameEn: "North", timeZone: "Europe/Helsinki" },
    ...{ isDemo: false, bbox: null, center: null, today: "2024-05-31", attributions: [] },
  },
  date: "2024-05-31",
  period: { from: "2024-05-04", to: "2024-05-31" },
  ...{ layers: null, selection: null, camera: null },
};

const sessionOf = (permission: string) =>
  ({
    account: {
      ...{ accountId: "a1", displayName: "甲", mustDo: null },
      districts: [
        { districtId: "north", permissions: [{ permission, isWhole: true, areaIds: [] }] },
      ],
    },
  }) as unknown as Session; // what the page asks of it

/** The page, once it has asked. */
async function open(permission = "coverage.edit") {
  document.documentElement.lang = "zh-CN";
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(["accounts", "session"], sessionOf(permission));
  const router = createRouter({
    routeTree: createRootRoute({
      component: () => (
        <LanguageContext value="zh-CN">
          <CurrentDistrict value="north">
            <ViewContext value={{ view, change: () => {} }}>
              <LensSettingsPage />
            </ViewContext>
          </CurrentDistrict>
        </LanguageContext>
      ),
    }),
    history: createMemoryHistory({ initialEntries: ["/coverage/settings?district=north"] }),
  });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  await screen.findByText("公共厕所服务半径 300 米", { selector: "b" });
}

const row = (title: string | RegExp) => screen.getByText(title, { selector: "b" }).closest("li")!;
const field = (label: string) => screen.getByRole<HTMLInputElement>("textbox", { name: label });
const type = (label: string, value: string) =>
  fireEvent.change(field(label), { target: { value } });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const RADIUS = "公共厕所服务半径 300 米 · 半径";

describe("the standards of coverage", () => {
  it("say of a lens what it measures, its clause, and that it is mandatory", async () => {
    await open();
    const said = row("公共厕所服务半径 300 米").textContent;
    for (const part of ["直线半径", "工作场所和人流聚集", "GB 55013-2021 5.0.1", "强制性条文"])
      expect(said).toContain(part);
    expect(row("垃圾收集点服务半径 70 米").textContent).not.toContain("强制性条文");
  });

  it("are read by whoever may not change them", async () => {
    await open("settings.edit");
    expect(screen.queryAllByRole("textbox")).toEqual([]);
    expect(screen.queryAllByRole("checkbox")).toEqual([]);
    expect(within(row("公共厕所服务半径 300 米")).getByRole("status").textContent).toBe("300 米");
  });

  it("ask for a reason before another value is saved, and are not mandatory then", async () => {
    await open();
    type(RADIUS, "250");
    press("保存");
    expect(server.written).toEqual([]);
    const reason = field("公共厕所服务半径 300 米 · 另定的理由");
    expect(document.activeElement).toBe(reason);
    fireEvent.change(reason, { target: { value: "老城区坡陡" } });
    press("保存");
    await screen.findByText(/已保存/);
    const lenses = { "toilet-300": { figures: { radiusMeters: 250 }, reason: "老城区坡陡" } };
    expect(server.written).toEqual([{ lenses } satisfies DistrictLenses]);
    expect(row(/本区：250 米/).textContent).not.toContain("强制性条文");
  });

  it("are switched off, and another becomes the default", async () => {
    await open();
    press("设为默认：垃圾收集点服务半径 70 米");
    fireEvent.click(within(row("城市广场公厕服务半径 200 米")).getByRole("checkbox"));
    press("保存");
    await screen.findByText(/已保存/);
    expect(server.written).toEqual([
      {
        lenses: { "toilet-square": { isOn: false } },
        defaults: { collection_point: "collection-point-70" },
      },
    ]);
  });

  it("take a radius of the district's own, in a form that stands in no other", async () => {
    await open();
    press("增加本区半径");
    const dialog = screen.getByRole("dialog", { hidden: true });
    const fill = (name: string, value: string) => {
      const input = dialog.querySelector<HTMLInputElement>(`[name=${name}]`)!;
      fireEvent.change(input, { target: { value } });
      input.value = value;
    };
    expect(dialog.parentElement!.closest("form")).toBeNull();
    fill("zh", "山地 200 米");
    fill("en", "Hills, 200 m");
    fill("radius", "200");
    fill("reason", "坡陡");
    fireEvent.submit(dialog.querySelector("form")!);
    await waitFor(() => expect(server.written).toHaveLength(1));
    expect(server.written[0]).toMatchObject({
      own: [{ facilityKind: "toilet", radiusMeters: 200, object: "residents", reason: "坡陡" }],
    });
    expect(
      (await screen.findByText("山地 200 米", { selector: "b" })).closest("li")!.textContent,
    ).toContain("坡陡");
  });
});
