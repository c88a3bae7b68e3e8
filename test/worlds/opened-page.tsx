import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { FunctionComponent } from "react";
import { CurrentDistrict, type Session } from "../../web/api/session.ts";
import { type View, type ViewChange, ViewContext } from "../../web/map/view.ts";
import { type Language, LanguageContext } from "../../web/ui/language.ts";

/** The local day of the view. */
export const TODAY = "2024-05-31";

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
  }) as unknown as Session; // the panel reads what somebody may do, and no more

const view: View = {
  district: {
    ...{ districtId: "north", name: "北区", nameEn: "North", timeZone: "Europe/Helsinki" },
    ...{ isDemo: true, bbox: null, center: null, today: TODAY, attributions: [] },
  },
  date: TODAY,
  period: { from: "2024-05-04", to: TODAY },
  ...{ layers: null, selection: null, camera: null },
};

/**
 * A page as it stands in the app: with its link, in a district, for somebody who may do some things.
 *
 * @returns the router, and what the page asked of the view.
 */
export function openPage(
  Page: FunctionComponent,
  {
    path = "/",
    language = "en" as Language,
    may = ["district.read", "cleaning.confirm"],
  }: { path?: string; language?: Language; may?: readonly string[] } = {},
) {
  const changes: ViewChange[] = [];
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(["accounts", "session"], sessionOf(may));
  const router = createRouter({
    routeTree: createRootRoute({
      component: () => (
        <LanguageContext value={language}>
          <CurrentDistrict value="north">
            <ViewContext value={{ view, change: (change) => void changes.push(change) }}>
              <Page />
            </ViewContext>
          </CurrentDistrict>
        </LanguageContext>
      ),
      validateSearch: (search) => search,
    }),
    history: createMemoryHistory({ initialEntries: [path] }),
  });
  render(
    <QueryClientProvider client={client}>
      {/* the router's own tree is another one */}
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return { router, changes };
}
