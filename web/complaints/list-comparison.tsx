export function ListComparison(_: { linked: unknown }) {
  return null;
}
