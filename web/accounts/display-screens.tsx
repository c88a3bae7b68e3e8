import { useQuery } from "@tanstack/react-query";
import type { components } from "../api/schema.gen.ts";
import { useView } from "../map/view.ts";
import { formatNumber } from "../ui/format.ts";
import { dateFormat } from "../ui/formatters.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { sceneTitlesQuery } from "./administration-queries.ts";
import { displayWords } from "./display-words.ts";

type Screen = components["schemas"]["WallScreen"];

/** The screens that show the wall with one token: whether each is heard, and how it is. */
export function Screens({ screens }: { screens: readonly Screen[] }) {
  const say = useWords(displayWords);
  if (screens.length === 0) return <small>{say.noScreen}</small>;
  return (
    <ul className="admin-screens">
      {screens.map((screen) => (
        <li key={screen.screen} data-silent={screen.silentSince !== null || undefined}>
          <OneScreen screen={screen} />
        </li>
      ))}
    </ul>
  );
}

function OneScreen({ screen }: { screen: Screen }) {
  const say = useWords(displayWords);
  const language = useLanguage();
  const { districtId, timeZone } = useView().view.district;
  const scenes = useQuery(sceneTitlesQuery(districtId));
  const time = dateFormat(language, { dateStyle: "short", timeStyle: "medium", timeZone });
  const at = (instant: string) => time.format(new Date(instant));
  const { sceneId, silentSince, heardAt, glContexts, lastError } = screen;
  const scene = scenes.data?.scenes.find((one) => one.sceneId === sceneId);
  const title = scene && titleIn(language, scene.title);
  const facts = [
    sceneId === null ? say.noScene : say.scene(title ?? sceneId),
    say.up(formatNumber(screen.uptimeSeconds / 3600, language)),
    say.version(screen.appVersion),
    ...(screen.widthPixels && screen.heightPixels
      ? [`${screen.widthPixels} × ${screen.heightPixels}`]
      : []),
    ...(glContexts > 1 ? [say.contexts(glContexts - 1)] : []),
  ];
  return (
    <>
      <b>{screen.screen}</b>{" "}
      <span className="admin-heard">
        {silentSince === null ? say.heard(at(heardAt)) : say.silent(at(silentSince))}
      </span>
      <small>{facts.join(" · ")}</small>
      {lastError !== null && <small className="admin-lost">{say.lastError(lastError)}</small>}
    </>
  );
}

/** Screens on which somebody opened the wall with their own account. */
export function SignedInScreens({
  screens,
}: {
  screens: readonly (Screen & { readonly name: string })[];
}) {
  const say = useWords(displayWords);
  if (screens.length === 0) return null;
  return (
    <section className="admin-signed">
      <h3>{say.signedIn}</h3>
      <div className="admin-scroll">
        <table className="admin-table admin-stacked">
          <thead>
            <tr>
              <th>{say.who}</th>
              <th>{say.screens}</th>
            </tr>
          </thead>
          <tbody>
            {screens.map((screen) => (
              <tr key={`${screen.name} ${screen.screen}`}>
                <td>{screen.name}</td>
                <td>
                  <Screens screens={[screen]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
