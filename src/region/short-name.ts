import type { Level } from './level.js';

const PEOPLES = (
  '蒙古 维吾尔 哈萨克 柯尔克孜 朝鲜 布依 土家 哈尼 傈僳 景颇 仡佬 拉祜 纳西 布朗 撒拉 毛南 锡伯 达斡尔 鄂温克 鄂伦春 ' +
  '东乡 保安 裕固 塔吉克 仫佬 羌族 回族 藏族 苗族 彝族 壮族 满族 侗族 瑶族 白族 傣族 黎族 佤族 畲族 水族 土族 怒族 独龙 普米 各族'
).split(' ');

const SUFFIXES: Record<Level, RegExp> = {
  nation: /(?!)/,
  province: /(自治区|特别行政区|省|市)$/,
  city: /(自治州|地区|盟|市)$/,
  // Banners keep their 旗 (土默特左旗), and so does a place whose stem alone says nothing.
  county: /(自治县|自治旗|(?<=神农架)林区|(?<=六枝)特区|县|区|市)$/,
};
const SHORTEST = 2;

/** The name as people say it: 广东, 佛山, 南海, 延边, 内蒙古, 兵团. A one-letter stem (涉县) keeps its suffix. */
export function shortName(name: string, level: Level): string {
  if (name === '新疆生产建设兵团') return '兵团';
  const suffix = SUFFIXES[level].exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - suffix.length);
  const short = suffix.startsWith('自治') ? withoutPeoples(stem) : stem;
  return short.length >= SHORTEST ? short : name;
}

function withoutPeoples(stem: string): string {
  for (const people of PEOPLES) {
    for (const ending of [people, `${people}族`]) {
      const rest = stem.slice(0, -ending.length);
      if (stem.endsWith(ending) && rest.length >= SHORTEST) return withoutPeoples(rest);
    }
  }
  return stem;
}
