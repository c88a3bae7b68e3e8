import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useView } from "../map/view.ts";
import { type Draft, plainTelephone } from "./intake-draft.ts";
import { type NearAsked, nearQuery } from "./intake-queries.ts";
import { useIntake } from "./intake-session.ts";

/** A typist's pause before what is near is asked for. */
const PAUSE_MILLISECONDS = 300;
/** A shorter number is nobody's. */
const FEWEST_DIGITS = 7;

/** What one asks with while typing; of the telephone nothing until it is one. */
export function askedOf({ channel, category, text, place, telephone }: Draft): NearAsked {
  const number = plainTelephone(telephone);
  const isNumber =
    number.replace(/\D/g, "").length >= FEWEST_DIGITS && /^[0-9+() -]*$/.test(number);
  return {
    channel,
    ...(category ? { category } : {}),
    ...(text.trim() ? { text: text.trim() } : {}),
    ...(place?.position ? { position: [place.position[0], place.position[1]] } : {}),
    ...(place?.address ? { address: place.address } : {}),
    ...(place?.street && !place.isStreetFound ? { streetId: place.street.id } : {}),
    ...(place?.facility ? { facilityId: place.facility.id } : {}),
    ...(isNumber ? { telephone: number } : {}),
  };
}

/** Whether there is anything that could be near. */
const isAsking = (asked: NearAsked) => Object.keys(asked).some((name) => name !== "channel");

/** What there is already where the complaint is. The form and the list beside it share one question. */
export function useNear() {
  const { view } = useView();
  const { draft, saving } = useIntake();
  const now = JSON.stringify(askedOf(draft));
  const [settled, setSettled] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(now), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [now]);
  const asked = JSON.parse(settled) as NearAsked; // written just above
  const isEnabled = isAsking(asked) && saving.is !== "saved";
  const near = useQuery({
    ...nearQuery(view.district.districtId, asked),
    enabled: isEnabled,
  });
  /** Whether the answer is to what stands in the form now. */
  const isCurrent = settled === now && near.data !== undefined && !near.isPlaceholderData;
  return { near, asked, isEnabled, isCurrent };
}
