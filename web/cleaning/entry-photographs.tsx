import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { useWords } from "../ui/language.ts";
import { proofWords } from "./proof-words.ts";
import { entryPhotographsQuery, photographUrl } from "./queries.ts";

/** What was photographed with an entry; one opens in a tab of its own. */
export function EntryPhotographs({ entryId }: { entryId: string }) {
  const say = useWords(proofWords);
  const { districtId } = useView().view.district;
  const known = useQuery(entryPhotographsQuery(districtId, entryId)).data;
  return (
    <span className="clean-photographs">
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
