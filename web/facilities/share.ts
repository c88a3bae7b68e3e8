import { type Camera, formatCamera } from "../map/camera.ts";
import type { View } from "../map/view.ts";

/**
 * A link that shows the same tomorrow: district, day, period and camera are written out, also where they are today's.
 *
 * @param href  The address as it stands.
 * @param camera  Where one looks from; null keeps the link's own.
 */
export function shareUrl(href: string, view: View, camera: Camera | null): string {
  const url = new URL(href);
  const pinned: Record<string, string> = {
    district: view.district.districtId,
    date: view.date,
    ...view.period,
    ...(camera ? { at: formatCamera(camera) } : {}),
  };
  for (const [key, value] of Object.entries(pinned)) url.searchParams.set(key, value);
  // these are allowed in a query and read better unescaped
  url.search = url.search.replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%3A", ":");
  return url.href;
}
