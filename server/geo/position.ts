/** WGS 84, degrees. */
export type LngLat = readonly [lng: number, lat: number];

/** WGS 84, degrees. Where `west` > `east` the box crosses the antimeridian. */
export type Bbox = readonly [west: number, south: number, east: number, north: number];
