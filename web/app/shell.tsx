import { useQuery } from "@tanstack/react-query";
import { Outlet, useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { configurationQuery } from "../api/configuration.ts";
import type { District } from "../api/district.ts";
import { useBaseDrawing } from "../map/basemap.ts";
import { FlavorContext } from "../map/flavor.ts";
import { MapView } from "../map/map-view.tsx";
import type { Flavor } from "../map/palette.ts";
import { useView } from "../map/view.ts";
import { IconButton } from "../ui/controls.tsx";
import { type Language, useWords } from "../ui/language.ts";
import { Guard } from "../ui/panel.tsx";
import { capabilities } from "./capabilities.ts";
import { useChanges } from "./changes.ts";
import { words } from "./language.ts";
import { MapControls } from "./map-controls.tsx";
import { MapMargin } from "./map-margin.tsx";
import { Navigation } from "./navigation.tsx";
import { useShortcuts } from "./shortcuts.ts";
import { TopBar } from "./top-bar.tsx";

/** Nobody needs it before asking for it. */
const Help = lazy(() => import("./help.tsx").then((module) => ({ default: module.Help })));
const Wall = lazy(async () => (await import("./wall-load.ts")).loadWall());

const SHEET_PATHS = new Set(
  capabilities.flatMap(({ sheets = [] }) => sheets.map(({ path }) => path)),
);

/** Everything around the map: bar, rail, work panel, drawer, foot. What fills them belongs to the capabilities. */
export function Shell(props: {
  districts: readonly District[];
  flavor: Flavor;
  onTheme: () => void;
  onLanguage: (language: Language) => void;
}) {
  const say = useWords(words);
  const { view, change } = useView();
  const configuration = useQuery(configurationQuery());
  // on a telephone the panel covers the map: it is open there for whoever came for its list
  const [isOpen, setOpen] = useState(
    () =>
      matchMedia("(min-width: 768px)").matches ||
      capabilities.some(({ pages = [] }) =>
        pages.some(({ path }) => path === location.pathname && path !== "/"),
      ),
  );
  // a page over the map has nothing to wait for
  const path = useLocation({ select: ({ pathname }) => pathname });
  const isOver = SHEET_PATHS.has(path);
  // the wall has the whole screen, and is dark
  const isWall = path === "/wall";
  const flavor = isWall ? "dark" : props.flavor;
  useEffect(() => {
    document.documentElement.dataset.theme = flavor;
  }, [flavor]);
  const base = useBaseDrawing(configuration.data?.basemap ?? null, flavor);
  const [isHelp, setHelp] = useState(false);
  const [isDrawn, setDrawn] = useState(false);

  const close = useCallback(() => {
    setHelp(false);
    change({ selection: null });
  }, [change]);
  useShortcuts(!isWall, {
    help: useCallback(() => setHelp(true), []),
    close,
    panel: useCallback(() => setOpen((now) => !now), []),
    theme: props.onTheme,
  });

  return (
    <FlavorContext value={flavor}>
      <div
        className="shell"
        data-panel={isOpen ? "open" : "closed"}
        data-wall={isWall || undefined}
      >
        {!isWall && (
          <TopBar
            {...props}
            search={isDrawn && <Parts of="Search" />}
            account={(isDrawn || isOver) && <Parts of="Account" />}
            onHelp={() => setHelp(true)}
          />
        )}
        {!isWall && <Navigation onGo={() => setOpen(true)} />}
        {!isWall && (
          <div className="work" data-open={isOpen}>
            <div className="work-inner" inert={!isOpen}>
              <Suspense>
                <Outlet />
              </Suspense>
            </div>
            <div className="work-handle">
              <IconButton
                icon={isOpen ? "left" : "right"}
                label={isOpen ? say.collapse : say.expand}
                isExpanded={isOpen}
                tip="left"
                onPress={() => setOpen(!isOpen)}
              />
            </div>
          </div>
        )}
        <main className="stage" aria-label={say.map}>
          <MapView
            flavor={flavor}
            base={base}
            isLinked={!isWall}
            onDrawn={() => setDrawn(true)}
            fallback={<p className="opening">{say.tooOld}</p>}
          >
            {isWall ? (
              <Suspense>
                <Wall />
              </Suspense>
            ) : (
              <>
                <Live districtId={view.district.districtId} />
                {isDrawn && <Parts of="Drawing" />}
                <MapControls>{isDrawn && <Parts of="Tools" />}</MapControls>
                <MapMargin attribution={configuration.data?.basemap?.attribution ?? ""} />
              </>
            )}
          </MapView>
          {view.district.bbox === null && (
            <div className="opening opening-over" role="status">
              <p>{say.emptyDistrict}</p>
              <p className="opening-hint">{say.emptyHint}</p>
            </div>
          )}
          {view.selection && !isWall && (
            <div className="drawer">
              <Parts of="Drawer" />
            </div>
          )}
        </main>
        {!isWall && (
          <footer className="foot" data-waiting={!isDrawn || undefined}>
            {isDrawn && <Parts of="Foot" />}
          </footer>
        )}
        {isHelp && (
          <Suspense>
            <Help onClose={() => setHelp(false)} />
          </Suspense>
        )}
      </div>
    </FlavorContext>
  );
}

/**
 * What the capabilities put in one of the shell's places; one that breaks leaves the others alone. All but the page's
 * panel come after the base map is drawn, which needs none of them.
 */
function Parts(props: { of: "Drawing" | "Tools" | "Drawer" | "Foot" | "Search" | "Account" }) {
  return capabilities.map(({ id, [props.of]: Part }) => {
    if (!Part) return null;
    return (
      <Guard key={id} isSilent={props.of !== "Drawer"}>
        <Suspense>
          <Part />
        </Suspense>
      </Guard>
    );
  });
}

/** Follows the district's changes and says so when the line is down. */
function Live({ districtId }: { districtId: string }) {
  const say = useWords(words);
  const isLost = useChanges(districtId);
  return isLost ? (
    <p className="offline" role="status">
      {say.offline}
    </p>
  ) : null;
}
