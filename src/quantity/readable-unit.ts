/** mg/m3 → mg/m³, as people read it; '' for none. */
export function readableUnit(unit: string | null): string {
  return (unit ?? '').replace(/m([23])(?!\d)/g, (_, power) => (power === '2' ? 'm²' : 'm³'));
}
