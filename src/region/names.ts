import { NATION, regions } from './region.js';

/** 440605 → 广东省佛山市南海区; empty for null, the whole country or an unknown code. */
export function regionName(code: string | null): string {
  if (code === null || code === NATION) return '';
  const region = regions().byCode(code);
  if (region === null) return '';
  const above = regions()
    .ancestors(code)
    .filter((ancestor) => ancestor.code !== NATION);
  return [...above]
    .reverse()
    .concat(region)
    .map(({ name }) => name)
    .join('');
}

/** 浙江省, 浙江 → 330000; null for what is no province. */
export function provinceCode(name: string): string | null {
  return (
    regions()
      .byName(name)
      .find((region) => region.level === 'province')?.code ?? null
  );
}
