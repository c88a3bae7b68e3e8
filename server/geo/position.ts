/** WGS 84, degrees. */
export type LngLat = readonly [lng: number, lat: number];
