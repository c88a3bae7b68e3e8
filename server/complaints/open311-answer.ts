import { COMPLAINT_LIFE, OPEN_STATES } from "../../data/complaint-life.ts";
import type { LngLat } from "../geo/position.ts";
import { localInstant } from "../store/local-day.ts";
import type { Language } from "./open311-services.ts";
import type { Open311Value } from "./open311-xml.ts";
import { type PublicServices, serviceCodeOf } from "./public-services.ts";
import type { PublicCase } from "./public-store.ts";

const stateTitle = (state: string, language: Language) =>
  COMPLAINT_LIFE.states.find(({ id }) => id === state)?.title[language] ?? state;

/**
 * A complaint as a request of GeoReport v2: every field of the specification is there, and those that are not for
 * everybody are empty.
 *
 * @param place  Rounded to the street; null when it is unknown.
 */
export function requestDocument(
  complaint: PublicCase,
  place: LngLat | null,
  {
    timeZone,
    language,
    isExtended,
    services,
  }: {
    readonly timeZone: string;
    readonly language: Language;
    readonly isExtended: boolean;
    readonly services: PublicServices;
  },
): Open311Value {
  const { state, settledAt } = complaint;
  const code = serviceCodeOf(complaint.category);
  const title = stateTitle(state, language);
  return {
    service_request_id: complaint.number,
    status: OPEN_STATES.includes(state) ? "open" : "closed",
    status_notes: title,
    service_name: services.titleOf(code)[language],
    service_code: code,
    description: complaint.text,
    agency_responsible: null,
    service_notice: null,
    requested_datetime: localInstant(complaint.receivedAt, timeZone),
    updated_datetime: localInstant(complaint.updatedAt, timeZone),
    expected_datetime: null,
    address: null,
    address_id: null,
    zipcode: null,
    lat: place ? degrees(place[1]) : null,
    long: place ? degrees(place[0]) : null,
    media_url: null,
    ...(isExtended
      ? {
          extended_attributes: {
            state,
            state_name: title,
            closed_datetime: settledAt && localInstant(settledAt, timeZone),
          },
        }
      : {}),
  };
}

/** A place on a street to a decimeter: more digits are noise. */
const degrees = (value: number) => Math.round(value * 1e6) / 1e6;
