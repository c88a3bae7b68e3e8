import { crsOf } from "../geo/crs.ts";
import type { LngLat } from "../geo/position.ts";
import type { Queryable } from "../store/database.ts";
import { DATUMS, type Place } from "./place-schema.ts";
import {
  type KnownNumber,
  type NamedThing,
  readNamed,
  readNumbers,
  readOutside,
} from "./place-store.ts";
import { type PlaceText, parsePlace } from "./place-text.ts";

const SHOWN = 8;
/** Streets whose house numbers are looked up: the best ones. */
const STREETS = 3;
/** A house number so far from the one asked for tells nothing of its place. */
const FARTHEST_NUMBER = 40;

/**
 * What a place can be that somebody tells: a street with or without a house number, something with a name, a code or a lamp-post's number, or
 * two coordinates, once for each datum they may be in.
 *
 * @param q  As it is typed, with 对面 or 旁边 at its end where it was said.
 * @returns Best first, at most eight; empty when nothing is called so.
 */
export async function placesOf(tx: Queryable, districtId: string, q: string): Promise<Place[]> {
  const said = parsePlace(q);
  if (said.coordinates.length > 0) return coordinatePlaces(tx, districtId, said);
  const lower = (text: string) => text.toLowerCase();
  const street = said.house ? lower(said.house.street) : "";
  const pole = lampPostIn(said.name) ?? "";
  const terms = [...new Set([lower(said.whole), lower(said.name), street, lower(pole)])];
  const wanted = terms.filter(Boolean);
  let named = await readNamed(tx, districtId, wanted, street || lower(said.name));
  const stem = stemOf(street || lower(said.name));
  // 解放大道 is called 解放路 by whoever lives there
  if (named.length === 0 && stem) named = await readNamed(tx, districtId, [stem], stem);
  const found = named
    .map((thing) => ({ thing, rank: rankOf(thing, said) }))
    .sort((a, b) => a.rank - b.rank || a.thing.name.length - b.thing.name.length)
    .slice(0, SHOWN);
  const places: Place[] = [];
  let streets = 0;
  for (const { thing } of found) {
    const asksNumber = thing.what === "street" && said.house !== null && streets++ < STREETS;
    const numbers = asksNumber ? await readNumbers(tx, districtId, thing) : [];
    places.push(placeOf(thing, said, numbers));
  }
  return places;
}

/** How a place was told; names of all other things are landmarks. */
const PLACE_KIND: Readonly<Partial<Record<NamedThing["what"], Place["placeKind"]>>> = {
  ...{ street: "street", facility: "facility", lamp_post: "pole" },
};

const addressOf = ({ what, name, address }: NamedThing) =>
  address ?? (what === "lamp_post" ? `${name}号灯杆` : name);

/** The number that is said of a lamp-post: 灯杆A0123, A0123号路灯. */
function lampPostIn(name: string): string | null {
  const [, after, before] =
    /^(?:路?灯杆|路灯|lamp-?post)\s*(?:编?号|no\.?)?\s*(.+)$|^(.+?)\s*号?\s*(?:路?灯杆|路灯)$/i.exec(
      name,
    ) ?? [];
  return after?.replace(/号$/, "") ?? before ?? null;
}

/** A street's own name without what sort of street it is; null where too little is left. */
const stemOf = (street: string) =>
  /^(.{2,}?)(?:大道|大街|路|街|道|巷|里)$/.exec(street)?.[1] ?? null;

/** 0 is what was said to the letter, then a street with the number, then what begins so, then what contains it. */
function rankOf({ what, code, name, nameEn }: NamedThing, { whole, name: said, house }: PlaceText) {
  const texts = [code, name, nameEn].map((text) => text?.toLowerCase() ?? "");
  const is = (wanted: string) => texts.includes(wanted.toLowerCase());
  const begins = (wanted: string) => texts.some((text) => text.startsWith(wanted.toLowerCase()));
  if (is(whole)) return 0;
  if (is(said)) return 1;
  if (what === "lamp_post" && is(lampPostIn(said) ?? "")) return 1;
  if (house && what === "street" && is(house.street)) return 2;
  if (begins(said)) return 3;
  return what === "street" && house ? 4 : 5;
}

function placeOf(thing: NamedThing, said: PlaceText, numbers: readonly KnownNumber[]): Place {
  const isStreet = thing.what === "street";
  const house = isStreet ? said.house : null;
  const told = nearestNumber(house?.number ?? null, numbers);
  const position = told?.position ?? thing.position;
  // a name that ends like a note is a name: 东门口 is itself
  const isWhole = [thing.name, thing.nameEn, thing.code].some(
    (text) => text?.toLowerCase() === said.whole.toLowerCase(),
  );
  return {
    id: `${thing.what}:${thing.id}`,
    placeKind: PLACE_KIND[thing.what] ?? "landmark",
    ...{ what: thing.what, facilityKind: thing.facilityKind, code: thing.code },
    ...{ name: thing.name, nameEn: thing.nameEn },
    position: position && [position[0], position[1]],
    by: !isStreet
      ? "itself"
      : !told
        ? "middle"
        : told.number === house?.number
          ? "number"
          : "neighbor",
    neighborNumber: told?.number ?? null,
    datum: null,
    isOutside: false,
    address: house ? `${thing.name}${house.number}号${house.rest}` : addressOf(thing),
    placeNote: isWhole ? null : said.note,
    streetId: isStreet ? thing.id : null,
    facilityId: thing.what === "facility" ? thing.id : null,
  };
}

function nearestNumber(wanted: number | null, numbers: readonly KnownNumber[]): KnownNumber | null {
  if (wanted === null) return null;
  const far = ({ number }: KnownNumber) => Math.abs(number - wanted);
  const [best] = [...numbers].sort((a, b) => far(a) - far(b));
  return best && far(best) <= FARTHEST_NUMBER ? best : null;
}

/** One place for each datum, and for each order where both are possible; those in the district alone, if there are any. */
async function coordinatePlaces(
  tx: Queryable,
  districtId: string,
  { whole, coordinates }: PlaceText,
) {
  const readings = coordinates.flatMap((pair) =>
    DATUMS.map((datum) => ({ datum, position: rounded(crsOf(datum)!.toWgs84(pair)) })),
  );
  const outside = await readOutside(
    tx,
    districtId,
    readings.map(({ position }) => position),
  );
  const places = readings.map(
    ({ datum, position }, i): Place => ({
      id: `coordinates:${datum}:${position.join()}`,
      placeKind: "point",
      what: "coordinates",
      ...{ facilityKind: null, code: null, name: whole, nameEn: null },
      position: [position[0], position[1]],
      ...{ by: "itself", neighborNumber: null, datum, isOutside: outside[i]! },
      ...{ address: null, placeNote: null, streetId: null, facilityId: null },
    }),
  );
  const inside = places.filter(({ isOutside }) => !isOutside);
  return inside.length > 0 ? inside : places;
}

const rounded = ([lng, lat]: LngLat): LngLat => [
  Math.round(lng * 1e7) / 1e7,
  Math.round(lat * 1e7) / 1e7,
];
