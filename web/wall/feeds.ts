import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { stateQuery, type WallFeed } from "./queries.ts";

/** What is known of a feed; undefined until the server has said. */
export function useFeed(feed: WallFeed["feed"] | undefined): WallFeed | undefined {
  const { districtId } = useView().view.district;
  const { data } = useQuery({
    ...stateQuery(districtId),
    // drawn anew only when the feed is another
    select: ({ feeds }) => feeds.find((one) => one.feed === feed),
  });
  return data;
}
