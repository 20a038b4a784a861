import { NATION, regions } from '../../../src/region/region.js';

/** A region as people say it, from the province down: 浙江省 杭州市 西湖区. */
export function regionName(code: string): string {
  const all = regions();
  const above = all.ancestors(code).filter(({ code: each }) => each !== NATION);
  return [...above.reverse(), all.byCode(code)].flatMap((region) => region?.name ?? []).join(' ');
}

/** 138****8000; null stays null. */
export function maskedPhone(phone: string | null): string | null {
  return phone === null ? null : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
