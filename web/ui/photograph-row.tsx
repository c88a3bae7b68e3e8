import "./photograph-row.css";

/**
 * What was photographed, small; one opens in a tab of its own.
 *
 * @param say  what it is called when nobody described it, counted from 1.
 */
export function PhotographRow(props: {
  photographs: readonly { readonly photographId: string; readonly caption: string }[];
  isLarge?: boolean;
  urlOf: (photographId: string, size: "full" | "thumbnail") => string;
  say: (count: number) => string;
}) {
  const { photographs, urlOf, say } = props;
  if (photographs.length === 0) return null;
  return (
    <ul className="photo-row" data-large={props.isLarge || undefined}>
      {photographs.map(({ photographId, caption }, at) => (
        <li key={photographId}>
          <a href={urlOf(photographId, "full")} target="_blank" rel="noopener">
            <img
              src={urlOf(photographId, "thumbnail")}
              alt={caption || say(at + 1)}
              title={caption || undefined}
              loading="lazy"
            />
          </a>
        </li>
      ))}
    </ul>
  );
}
