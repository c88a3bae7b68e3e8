import { type ReactNode, useRef } from "react";
import { Icon } from "./icon.tsx";
import "./file-menu.css";

/** Files the server writes of an answer; those without shapes come first. */
export const FILE_FORMATS = [
  { format: "csv", title: "CSV" },
  { format: "xlsx", title: "XLSX" },
  { format: "geojson", title: "GeoJSON" },
  { format: "gpkg", title: "GeoPackage" },
] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];
/** Of what has no shapes. */
export const TABLE_FORMATS: readonly FileFormat[] = FILE_FORMATS.slice(0, 2);

/**
 * Files behind one button. It closes once a link was followed, with Escape, and when one goes on elsewhere.
 *
 * @param text  What stands beside the sign; without it the label is told by a tip.
 * @param children  Items of a list.
 */
export function FileMenu(props: {
  label: string;
  text?: string;
  className?: string;
  children: ReactNode;
}) {
  const { label, text, className = "", children } = props;
  const details = useRef<HTMLDetailsElement>(null);
  const close = () => details.current?.removeAttribute("open");
  return (
    <details
      className={`file-menu ${className}`}
      ref={details}
      data-print="hide"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
      onClick={({ target }) => target instanceof Element && target.closest("a") && close()}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !details.current?.open) return;
        event.stopPropagation();
        close();
        details.current.querySelector("summary")?.focus();
      }}
    >
      {text === undefined ? (
        <summary className="icon-button" aria-label={label} data-tip={label} data-tip-side="left">
          <Icon name="download" />
        </summary>
      ) : (
        <summary className="button button-quiet" aria-label={label}>
          <Icon name="download" size={16} />
          <span>{text}</span>
        </summary>
      )}
      <ul>{children}</ul>
    </details>
  );
}
