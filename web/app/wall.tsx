import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { configurationQuery } from "../api/configuration.ts";
import { ApiError } from "../api/problem.ts";
import { useAtlas } from "../map/atlas-context.ts";
import type { Padding } from "../map/camera-box.ts";
import type { LngLat } from "../map/geometry.ts";
import { ScaleBar } from "../map/scale-bar.tsx";
import { useView } from "../map/view.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Guard } from "../ui/panel.tsx";
import { alarmNumbers } from "../wall/alarm-numbers.ts";
import type { Design } from "../wall/design.ts";
import { WallDoor } from "../wall/door.tsx";
import { WallHead } from "../wall/head.tsx";
import { noteContext, useHeartbeat } from "../wall/heartbeat.ts";
import { useIsDisplay, WallHelp } from "../wall/help.tsx";
import { useWallKeys, type WallActs } from "../wall/keys.ts";
import { LostBanner, MutedNote, RefusedNotice, VisitBanner } from "../wall/notices.tsx";
import { useSetWallLink, useWallLink } from "../wall/params.ts";
import {
  alarmsQuery,
  scenesQuery,
  stateQuery,
  useAcknowledge,
  type WallAlarm,
  type WallScene,
  wallSettingsQuery,
} from "../wall/queries.ts";
import { Ticker } from "../wall/ticker.tsx";
import { useDesign } from "../wall/use-design.ts";
import { useRotation } from "../wall/use-rotation.ts";
import { useSounds } from "../wall/use-sounds.ts";
import { useAwake, useDrift, useHiddenPointer, useQuietReload } from "../wall/use-upkeep.ts";
import { useVisit } from "../wall/use-visit.ts";
import { words } from "../wall/words.ts";
import { useWallCamera } from "./wall-camera.ts";
import { useWallChanges } from "./wall-changes.ts";
import { WallLayers, WallLegend } from "./wall-layers.tsx";
import { WALL_PANELS } from "./wall-panels.tsx";
import "../wall/marks.css";
import "../wall/paper.css";
import "../wall/wall.css";

/** The wall of the duty room, for whoever may read it; a screen that is nobody's asks for its token once. */
export function Wall() {
  const { districtId } = useView().view.district;
  const { error, data } = useQuery(stateQuery(districtId));
  const refused = error instanceof ApiError && [401, 403].includes(error.problem.status);
  useWallChanges(districtId);
  useHiddenPointer();
  useAwake();
  if (data === undefined && (refused || error === null)) return refused ? <WallDoor /> : null;
  return <Open />;
}

const NO_SCENES: readonly WallScene[] = [];
/** What holds until the settings are there. */
const STAY_SECONDS = 30;
const VISIT_ZOOM = 16;

const lngLat = ([lng, lat]: readonly number[]): LngLat => [lng!, lat!]; // the contract says two

function Open() {
  const { district } = useView().view;
  const { districtId, timeZone } = district;
  const design = useDesign();
  const link = useWallLink();
  const settings = useQuery(wallSettingsQuery(districtId)).data?.merged;
  const all = useQuery(scenesQuery(districtId)).data?.scenes ?? NO_SCENES;
  const pinned = link.wallScene ?? null;
  const scenes = useMemo(
    () => all.filter(({ isActive, sceneId }) => isActive || sceneId === pinned),
    [all, pinned],
  );
  const alarms = useQuery(alarmsQuery(districtId)).data?.alarms;
  const visit = useVisit(alarms, settings?.camera.holdSeconds ?? STAY_SECONDS);
  const rotation = useRotation(scenes, pinned, visit !== null);
  const scene = scenes.find(({ sceneId }) => sceneId === rotation.sceneId) ?? null;
  const [isHelp, setHelp] = useState(false);
  const acknowledge = useAcknowledge(districtId);
  const visited = visit?.alarm.alarmId ?? null;
  useWallKeys(useActs({ rotation, alarms, visited, acknowledge, pinned, isHelp, setHelp }));
  useSounds(districtId, alarms, settings);
  useQuietReload(settings?.upkeep.reloadAt, timeZone);
  useBeats(rotation.sceneId, settings?.upkeep.heartbeatSeconds ?? 30);
  const covered = coveredBy(scene, design);
  useWallCamera(
    scene,
    visit?.alarm.position
      ? { position: lngLat(visit.alarm.position), zoom: settings?.camera.zoom ?? VISIT_ZOOM }
      : null,
    design,
    covered,
  );
  return (
    <>
      {scene && <WallLayers layers={scene.layers} />}
      <Hud
        {...{ scene, scenes, design }}
        turn={pinned ? "pinned" : rotation.isPaused ? "paused" : "running"}
        drift={settings?.upkeep}
        isWaiting={all.length === 0}
      >
        {visit && (
          <VisitBanner visit={visit} staySeconds={settings?.camera.holdSeconds ?? STAY_SECONDS} />
        )}
        {acknowledge.error && (
          <RefusedNotice error={acknowledge.error} onOver={acknowledge.reset} />
        )}
        {isHelp && <WallHelp />}
      </Hud>
    </>
  );
}

/** What the keys of the wall do now. */
function useActs(now: {
  rotation: ReturnType<typeof useRotation>;
  alarms: readonly WallAlarm[] | undefined;
  /** The alarm the camera is at. */
  visited: string | null;
  acknowledge: ReturnType<typeof useAcknowledge>;
  pinned: string | null;
  isHelp: boolean;
  setHelp: (change: (isShown: boolean) => boolean) => void;
}): WallActs {
  const { rotation, alarms, visited, acknowledge, pinned, isHelp, setHelp } = now;
  const navigate = useNavigate();
  const set = useSetWallLink();
  const isDisplay = useIsDisplay();
  const turn = (by: 1 | -1) => {
    if (pinned) set({ wallScene: undefined });
    rotation.step(by);
  };
  const go = (to: string) =>
    void navigate({
      to,
      // the router's type of search is of every page at once; the link's own is kept
      search: (({ wallScene: _, wallScreen: __, ...rest }: Record<string, unknown>) =>
        rest) as never,
    });
  return {
    next: () => turn(1),
    previous: () => turn(-1),
    pause: rotation.pause,
    acknowledge: (number) => {
      const fresh = alarms?.filter(({ state }) => state === "new");
      const alarm =
        number === null
          ? (fresh?.find(({ alarmId }) => alarmId === visited) ??
            fresh?.toSorted((a, b) => (a.openedAt < b.openedAt ? -1 : 1))[0])
          : alarms?.find(({ alarmId }) => alarmNumbers(alarms).get(alarmId) === number);
      // pressed again before the list has heard of it: it is on its way
      const isSent = acknowledge.variables === alarm?.alarmId && !acknowledge.isError;
      if (alarm?.state === "new" && !isSent) acknowledge.mutate(alarm.alarmId);
    },
    full: () => {
      const done = document.fullscreenElement
        ? document.exitFullscreen()
        : document.documentElement.requestFullscreen();
      done.catch(() => {}); // some browsers on walls are always full
    },
    pin: () => set({ wallScene: pinned ? undefined : (rotation.sceneId ?? undefined) }),
    print: () => print(),
    help: () => setHelp((isShown) => !isShown),
    // a screen that is nobody's has no other page, and nobody at hand who would bring it back
    edit: () => !isDisplay && go("/wall/scenes"),
    leave: () => (isHelp ? setHelp(() => false) : !isDisplay && go("/")),
  };
}

/** Tells the server that this screen lives. */
function useBeats(sceneId: string | null, everySeconds: number) {
  const { districtId } = useView().view.district;
  const { wallScreen } = useWallLink();
  const version = useQuery(configurationQuery()).data?.version ?? "?";
  const atlas = useAtlas();
  useEffect(() => {
    if (atlas) noteContext();
  }, [atlas]);
  useHeartbeat({
    ...{ districtId, sceneId, everySeconds },
    screen: wallScreen ?? `${innerWidth}×${innerHeight}`,
    appVersion: version,
  });
}

/** Width of a column of panels, the space between two, and what head, foot and legend take; `wall.css` has the same. */
const [COLUMN, WIDE_COLUMN, GAP, HEAD, FOOT, LEGEND] = [440, 600, 24, 128, 104, 76] as const;

const isWide = (scene: WallScene) =>
  scene.panels.some(({ panelId }) => panelId.startsWith("handover"));

function coveredBy(scene: WallScene | null, { columns }: Design): Padding {
  const column = columns === 2 || (scene && isWide(scene)) ? WIDE_COLUMN : COLUMN;
  const side = (slot: "left" | "right") => {
    const n = scene?.panels.filter((panel) => panel.slot === slot).length ?? 0;
    return n === 0 ? GAP : Math.min(columns, n) * (column + GAP) + GAP;
  };
  const hasFoot = scene?.panels.some(({ slot }) => slot === "bottom");
  return {
    top: HEAD + GAP,
    bottom: (hasFoot ? FOOT : 0) + LEGEND + GAP,
    left: side("left"),
    right: side("right"),
  };
}

/** Everything that stands over the map. */
function Hud(props: {
  scene: WallScene | null;
  scenes: readonly WallScene[];
  design: Design;
  turn: "running" | "paused" | "pinned";
  drift: { readonly driftPixels: number; readonly driftMinutes: number } | undefined;
  isWaiting: boolean;
  children: React.ReactNode;
}) {
  const say = useWords(words);
  const language = useLanguage();
  const { scene, scenes, design, drift } = props;
  const [right, down] = useDrift(drift?.driftPixels ?? 0, drift?.driftMinutes ?? 5);
  const hasFoot = scene?.panels.some(({ slot }) => slot === "bottom");
  return (
    <div
      className="wall"
      data-columns={design.columns}
      data-wide={(scene && isWide(scene)) || undefined}
      data-foot={hasFoot || undefined}
      style={{ translate: `${right}px ${down}px` }}
    >
      <WallHead
        title={scene ? titleIn(language, scene.title) : say.wall}
        {...{ scenes, turn: props.turn }}
        sceneId={scene?.sceneId ?? null}
      />
      {scene && <Side key={`${scene.sceneId} left`} scene={scene} slot="left" />}
      {scene && <Side key={`${scene.sceneId} right`} scene={scene} slot="right" />}
      {!scene && !props.isWaiting && (
        <p className="wall-none">
          {say.noScenes}
          <small>{say.noScenesHint}</small>
        </p>
      )}
      <div className="wall-middle">
        <LostBanner />
        {props.children}
        <MutedNote />
      </div>
      <div className="wall-corner">
        {scene && <WallLegend layers={scene.layers} />}
        <Margin />
      </div>
      {hasFoot && <Ticker />}
      <p className="wall-sign">{say.signs}</p>
    </div>
  );
}

function Margin() {
  const { district } = useView().view;
  const configuration = useQuery(configurationQuery());
  const credits = [...district.attributions, configuration.data?.basemap?.attribution ?? ""];
  return (
    <p className="wall-margin">
      <ScaleBar />
      <span>{credits.filter(Boolean).join(" · ")}</span>
    </p>
  );
}

function Side({ scene, slot }: { scene: WallScene; slot: "left" | "right" }) {
  const panels = scene.panels.filter((panel) => panel.slot === slot);
  return (
    <div className="wall-side" data-slot={slot} data-count={panels.length}>
      {panels.map(({ panelId }) => {
        const Panel = panelId === "ticker" ? Ticker : WALL_PANELS[panelId];
        return (
          <Guard key={panelId}>
            <Panel />
          </Guard>
        );
      })}
    </div>
  );
}
