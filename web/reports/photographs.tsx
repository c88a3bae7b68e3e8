import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { useWords } from "../ui/language.ts";
import { photographsQuery, photographUrl } from "./queries.ts";
import { words } from "./words.ts";

/** What was photographed on an inspection; one opens in a tab of its own. */
export function Photographs({ inspectionId }: { inspectionId: string }) {
  const say = useWords(words);
  const { districtId } = useView().view.district;
  const known = useQuery(photographsQuery(districtId, inspectionId)).data;
  return (
    <span className="rep-photographs">
      {known?.photographs.map(({ photographId, caption }) => (
        <a
          key={photographId}
          href={photographUrl(districtId, photographId)}
          target="_blank"
          rel="noopener"
        >
          <img
            src={`${photographUrl(districtId, photographId)}?size=thumbnail`}
            alt={caption || say.photograph}
            loading="lazy"
          />
        </a>
      ))}
    </span>
  );
}
