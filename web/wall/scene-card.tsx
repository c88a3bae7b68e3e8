import { useState } from "react";
import { formatCamera } from "../map/camera.ts";
import { useView } from "../map/view.ts";
import { Button, IconButton, Select, Toggle } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { WallPanelId, WallScene } from "./queries.ts";
import { cameraText, cameraTyped } from "./scenes-draft.ts";
import { scenesWords } from "./scenes-words.ts";
import { LAYER_IDS, LAYER_TITLES, PANEL_IDS, PANEL_TITLES } from "./titles.ts";

const SLOTS = ["left", "right", "bottom"] as const;
const MOST_PANELS = 8;

/** One scene: what it is called, what it draws, what stands beside the map, from where one sees it, and how long. */
export function SceneCard(props: {
  scene: WallScene;
  mayEdit: boolean;
  isFirst: boolean;
  isLast: boolean;
  onChange: (part: Partial<WallScene>) => void;
  onMove: (by: 1 | -1) => void;
  onCopy: () => void;
  onDelete: () => void;
}) {
  const say = useWords(scenesWords);
  const language = useLanguage();
  const { scene, mayEdit, onChange } = props;
  return (
    <li className="wsc-scene" data-off={!scene.isActive || undefined}>
      <header>
        <h2>
          {titleIn(language, scene.title)}
          {scene.isBuiltIn && <small className="badge">{say.builtIn}</small>}
        </h2>
        <Toggle isOn={scene.isActive} onChange={(isActive) => mayEdit && onChange({ isActive })}>
          {say.active}
        </Toggle>
        {mayEdit && (
          <span className="wsc-acts">
            <IconButton
              icon="up"
              label={say.up}
              isDisabled={props.isFirst}
              onPress={() => props.onMove(-1)}
            />
            <IconButton
              icon="down"
              label={say.down}
              isDisabled={props.isLast}
              onPress={() => props.onMove(1)}
            />
            <IconButton icon="plus" label={say.copy} onPress={props.onCopy} />
            {!scene.isBuiltIn && (
              <IconButton icon="close" label={say.delete} tip="left" onPress={props.onDelete} />
            )}
          </span>
        )}
      </header>
      <fieldset disabled={!mayEdit} className="wsc-body">
        <Words {...{ scene, onChange }} />
        <Layers {...{ scene, onChange }} />
        <Panels {...{ scene, onChange, mayEdit }} />
        <Sketch scene={scene} />
      </fieldset>
    </li>
  );
}

type Part = { scene: WallScene; onChange: (part: Partial<WallScene>) => void };

function Words({ scene, onChange }: Part) {
  const say = useWords(scenesWords);
  const { title } = scene;
  return (
    <div className="wsc-words">
      <label>
        {say.titleZh}
        <input
          className="input"
          value={title.zh}
          maxLength={40}
          aria-invalid={!title.zh.trim()}
          onChange={(event) => onChange({ title: { ...title, zh: event.target.value } })}
        />
      </label>
      <label>
        {say.titleEn}
        <input
          className="input"
          value={title.en}
          maxLength={80}
          aria-invalid={!title.en.trim()}
          onChange={(event) => onChange({ title: { ...title, en: event.target.value } })}
        />
      </label>
      <label>
        {say.seconds} <small>{say.secondsHint}</small>
        <input
          className="input"
          type="number"
          min={5}
          max={3600}
          value={scene.seconds}
          onChange={(event) => {
            const seconds = event.target.valueAsNumber;
            if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 3600) onChange({ seconds });
          }}
          onBlur={() => scene.seconds < 5 && onChange({ seconds: 5 })}
        />
      </label>
      <Camera {...{ scene, onChange }} />
    </div>
  );
}

function Camera({ scene, onChange }: Part) {
  const say = useWords(scenesWords);
  const { camera: here } = useView().view;
  const known = cameraText(scene);
  // what is typed is kept while it is not yet a camera
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && cameraTyped(typed) === null;
  const put = (text: string) => {
    const camera = cameraTyped(text);
    setTyped(camera ? null : text);
    if (camera) onChange({ camera });
  };
  return (
    <div className="wsc-camera">
      <label>
        {say.camera} <small>{isWrong ? say.cameraWrong : say.cameraHint}</small>
        <input
          className="input"
          value={typed ?? known}
          placeholder={say.cameraWhole}
          aria-invalid={isWrong}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => typed !== null && put(typed)}
        />
      </label>
      <span>
        {here && (
          <Button isQuiet onPress={() => put(formatCamera(here))}>
            {say.cameraNow}
          </Button>
        )}
        <Button isQuiet isDisabled={known === ""} onPress={() => put("")}>
          {say.cameraWhole}
        </Button>
      </span>
    </div>
  );
}

function Layers({ scene, onChange }: Part) {
  const say = useWords(scenesWords);
  const language = useLanguage();
  return (
    <div className="wsc-layers">
      <h3>{say.layers}</h3>
      {LAYER_IDS.map((layer) => (
        <Toggle
          key={layer}
          isOn={scene.layers.includes(layer)}
          onChange={(isOn) =>
            onChange({
              layers: LAYER_IDS.filter((each) =>
                each === layer ? isOn : scene.layers.includes(each),
              ),
            })
          }
        >
          {titleIn(language, LAYER_TITLES[layer])}
        </Toggle>
      ))}
    </div>
  );
}

function Panels({ scene, onChange, mayEdit }: Part & { mayEdit: boolean }) {
  const say = useWords(scenesWords);
  const language = useLanguage();
  const { panels } = scene;
  const isFull = panels.length >= MOST_PANELS;
  const left = PANEL_IDS.filter((id) => !panels.some(({ panelId }) => panelId === id));
  return (
    <div className="wsc-panels">
      <h3>
        {say.panels} {isFull && <small>{say.tooMany}</small>}
      </h3>
      {SLOTS.map((slot) => (
        <div key={slot}>
          <h4>{say[slot]}</h4>
          <ul>
            {panels.map(({ panelId, slot: in_ }, at) => {
              const title = titleIn(language, PANEL_TITLES[panelId]);
              return (
                in_ === slot && (
                  <li key={panelId}>
                    {title}
                    {mayEdit && (
                      <IconButton
                        icon="close"
                        label={say.remove(title)}
                        onPress={() => onChange({ panels: panels.toSpliced(at, 1) })}
                      />
                    )}
                  </li>
                )
              );
            })}
          </ul>
          {mayEdit && !isFull && (
            <Select<WallPanelId | "">
              label={`${say[slot]}：${say.add}`}
              isBoxed
              value=""
              options={[
                { value: "", title: say.add },
                ...left
                  .filter((id) => (id === "ticker") === (slot === "bottom"))
                  .map((value) => ({ value, title: titleIn(language, PANEL_TITLES[value]) })),
              ]}
              onChange={(panelId) =>
                panelId !== "" && onChange({ panels: [...panels, { panelId, slot }] })
              }
            />
          )}
        </div>
      ))}
    </div>
  );
}

/** How the scene is laid out, at a glance. */
function Sketch({ scene }: { scene: WallScene }) {
  const say = useWords(scenesWords);
  const language = useLanguage();
  const of = (slot: (typeof SLOTS)[number]) =>
    scene.panels
      .filter((panel) => panel.slot === slot)
      .map(({ panelId }) => <i key={panelId}>{titleIn(language, PANEL_TITLES[panelId])}</i>);
  return (
    <div className="wsc-sketch-place">
      <h3>{say.preview}</h3>
      <div className="wsc-sketch" aria-hidden="true">
        <b>{titleIn(language, scene.title)}</b>
        <div data-slot="left">{of("left")}</div>
        <p>
          {scene.layers.map((layer) => (
            <span key={layer}>{titleIn(language, LAYER_TITLES[layer])}</span>
          ))}
        </p>
        <div data-slot="right">{of("right")}</div>
        <div data-slot="bottom">{of("bottom")}</div>
      </div>
      <a href={`/wall?wallScene=${scene.sceneId}`} target="_blank" rel="noreferrer">
        {say.see}
      </a>
    </div>
  );
}
