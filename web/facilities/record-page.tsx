import type { ReactNode } from "react";
import type { Bbox, LngLat } from "../map/geometry.ts";
import { useView } from "../map/view.ts";
import { IconButton } from "../ui/controls.tsx";
import { DemoBadge } from "../ui/figure.tsx";
import { useWords } from "../ui/language.ts";
import { CopyLink } from "./copy-link.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { LayerMark } from "./kind-mark.tsx";
import { useCameraOn } from "./show-place.ts";
import { words } from "./words.ts";

/** The head and frame of any record's page: what it is, its state, and what can be done with it. */
export function RecordPage(props: {
  layerId: string;
  state?: string;
  title: string;
  /** What it is, its code: one quiet line. */
  subtitle: ReactNode;
  badges?: ReactNode;
  /** Where it is, to go there; null where its place is unknown. */
  place: LngLat | Bbox | null;
  /** Address of its own page, where it has one. */
  page?: string;
  /** Address of a file of this record, but for its format. */
  fileUrl: (format: string) => string;
  children: ReactNode;
}) {
  const say = useWords(words);
  const { view, change } = useView();
  const showOn = useCameraOn();
  const { place } = props;
  return (
    <article className="record-page">
      <header className="record-head">
        <LayerMark layerId={props.layerId} state={props.state} />
        <h2>{props.title}</h2>
        <p className="record-subtitle">{props.subtitle}</p>
        {(props.badges || view.district.isDemo) && (
          <p className="record-badges">
            {props.badges}
            {view.district.isDemo && <DemoBadge />}
          </p>
        )}
        <div className="record-actions" data-print="hide">
          {place && (
            <IconButton
              icon="locate"
              label={say.zoomTo}
              onPress={() => change({ camera: showOn(place) })}
            />
          )}
          <CopyLink />
          {props.page && (
            <a
              className="icon-button"
              href={props.page}
              target="_blank"
              rel="noopener"
              aria-label={say.openPage}
              data-tip={say.openPage}
              data-tip-side="below"
            >
              <PageIcon />
            </a>
          )}
          <ExportMenu urlOf={props.fileUrl} />
        </div>
        {!place && <p className="record-subtitle">{say.noPlace}</p>}
      </header>
      {props.children}
    </article>
  );
}

/** A sheet with a folded corner. */
const PageIcon = () => (
  <svg className="icon" width={20} height={20} viewBox="0 0 20 20" aria-hidden="true">
    <path d="M5 3h7l3.5 3.5V17H5zM12 3v3.5h3.5M7.5 10h5M7.5 13h5" />
  </svg>
);
