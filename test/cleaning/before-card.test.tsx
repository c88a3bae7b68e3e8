// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://127.0.0.1:1/"}
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { BeforeCard } from "../../web/cleaning/before-card.tsx";
import { openPage } from "../worlds/opened-page.tsx";

const AT = "2024-05-31T09:00:00Z";

/** What the server has been sent, and what it has; the client takes hold of `fetch` as it is imported. */
const server = vi.hoisted(() => {
  const state = { orders: [] as object[], sent: [] as object[], asked: [] as string[] };
  globalThis.fetch = async (input) => {
    const request = input as Request; // openapi-fetch gives whole requests
    const { pathname, search } = new URL(request.url);
    state.asked.push(pathname.split("/").at(-1) + search);
    if (request.method === "POST") {
      const body = await request.json();
      state.sent.push(body);
      state.orders.push({
        ...{ orderId: "o1", passId: "order:o1", raisedAt: body.dueAt, raisedBy: "甲" },
        ...{ ...body, withdrawn: null },
      });
      return Response.json(state.orders.at(-1), { status: 201 });
    }
    if (pathname.endsWith("/orders")) return Response.json({ orders: state.orders });
    if (pathname.endsWith("/status")) return Response.json({ streets: [] });
    return Response.json({
      ...{ districtId: "north", at: "2024-05-31T09:00:00Z", edgeId: "e7", distanceMeters: 3 },
      street: { streetId: null, name: null, nameEn: null },
      ...{ lookBackDays: 31, definition: { zh: "口径", en: "Defined" }, works: [] },
    });
  };
  return state;
});
beforeEach(() => void Object.assign(server, { orders: [], sent: [], asked: [] }));
afterEach(cleanup);

const Card = () => (
  <BeforeCard
    {...{ districtId: "north", complaintId: "c1", at: AT, streetId: null }}
    position={[25, 60]}
  />
);

it("orders the stretch beside a complaint clean, also where it has no name, and says so", async () => {
  openPage(Card, { may: ["cleaning.edit"] });
  fireEvent.click(await screen.findByRole("button", { name: "Order it cleaned…" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.queryByRole("combobox")).toBeNull();
  fireEvent.click(dialog.getByRole("button", { name: "Order it" }));
  await dialog.findByText("Say why.");
  fireEvent.change(dialog.getByRole("textbox"), { target: { value: "渣土撒漏" } });
  fireEvent.click(dialog.getByRole("button", { name: "Order it" }));
  await screen.findByText(/^Ordered by 甲/);
  expect(server.sent).toMatchObject([
    { work: "full_sweep", edgeIds: ["e7"], streetIds: [], reason: "渣土撒漏", complaintId: "c1" },
  ]);
  expect(server.asked).toContain("orders?complaintId=c1");
});

it("asks for a street where the whole of it is to be cleaned", async () => {
  openPage(Card, { may: ["cleaning.edit"] });
  fireEvent.click(await screen.findByRole("button", { name: "Order it cleaned…" }));
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.click(dialog.getByText("The whole street"));
  await waitFor(() => expect(dialog.queryByRole("combobox")).not.toBeNull());
  fireEvent.click(dialog.getByRole("button", { name: "Order it" }));
  await dialog.findByText("Choose a street.");
  expect(server.sent).toEqual([]);
});

it("offers nothing to order to whoever may not", async () => {
  openPage(Card, { may: ["district.read"] });
  await screen.findByText("Nothing is due here, and nothing was recorded.");
  expect(screen.queryByRole("button", { name: "Order it cleaned…" })).toBeNull();
});
