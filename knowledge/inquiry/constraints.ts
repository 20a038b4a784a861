const WANTED =
  /不外排|零排放|近零排放|不(?:想|愿意?|要|能|再|会)?(?:再)?(?:出|产生|有)废水|减量(?:化)?|不超标|达标(?:排放)?|超低(?:排放)?|提标|一级\s?A|一级\s?B|(?:地表|类)?(?:三|四|五|Ⅲ|Ⅳ|Ⅴ)类水?|特排|特别排放限值|资源化|回收(?:利用|溶剂)?|回用|省钱|便宜|成本低|费用低|运行费(?:用)?低|投资(?:少|低|不高)|占地(?:小|少)|地方小|场地(?:小|有限)|放不下|没地方|车间口(?:就)?(?:要)?达标|无人值守|操作简单|维护(?:简单|方便)|免停产|不停产|工期[^，。；]{0,6}|年底前|月底前|尽快|安全/g;

/** How a technique that is ruled out stands among the constraints. */
export function ruling(technique: string): string {
  return `不用${technique}`;
}

/** What is wanted, in the asker's words, targets with figures first; at most eight. */
export function readConstraints(
  text: string,
  targets: readonly string[],
  unwanted: readonly string[],
): string[] {
  const words = [...text.matchAll(WANTED)].map((found) => found[0]);
  return [...new Set([...targets, ...unwanted.map(ruling), ...words])].slice(0, 8);
}
