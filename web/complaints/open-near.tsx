import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { LngLat } from "../map/geometry.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { publicNearbyQuery } from "./open-queries.ts";
import { openWords } from "./open-words.ts";

const DAY_MILLISECONDS = 86_400_000;

/** Open reports near the place; says nothing while there are none, and when it is not known. */
export function Nearby(props: {
  districtId: string;
  service: string | null;
  place: LngLat | null;
}) {
  const say = useWords(openWords);
  const language = useLanguage();
  const near = useQuery(publicNearbyQuery(props.districtId, props));
  const complaints = near.data?.complaints ?? [];
  if (complaints.length === 0) return null;
  const ago = (at: string) => {
    const days = Math.floor((Date.now() - Date.parse(at)) / DAY_MILLISECONDS);
    return days < 1 ? say.today : say.daysAgo(days);
  };
  return (
    <section className="open-near" aria-label={say.near} role="status">
      <h2>{say.near}</h2>
      <p>{say.nearHint}</p>
      <ul>
        {complaints.map((one) => (
          <li key={one.number}>
            <span>
              <strong>{titleIn(language, one.service.title)}</strong>
              <small>
                {[
                  titleIn(language, one.stateTitle),
                  ago(one.receivedAt),
                  say.meters(one.distanceMeters),
                ].join(" · ")}
              </small>
            </span>
            <Link
              className="button"
              to={"/open/follow" as never} // routes are built from the capabilities, so no path is known by its type
              search={((now: object) => ({ ...now, number: one.number })) as never}
            >
              {say.follow}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
