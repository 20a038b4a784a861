/**
 * Units of measurement as data: one line per unit, `id | dimension | factor | spellings`. A value times `factor`
 * is the value in the base unit of its dimension. Conversions hold inside a dimension only.
 *
 * Decisions: a tonne of water is one cubic metre (so t/d and m³/d share a dimension); mg/L and mg/m³ share one
 * as well (1 mg/L = 1000 mg/m³); ppm is kept apart, because in air it needs the molar mass; a per-mille or a
 * "point" (个点) is a percentage; mg/kg is a mass fraction (1 % = 10 000 mg/kg).
 */
export interface Unit {
  /** Spelling that is shown: mg/m³, m³/h, ℃. */
  readonly id: string;
  readonly dimension: string;
  /** Multiplies a value of this unit into the base unit of the dimension. */
  readonly factor: number;
}

const PLAIN = `
℃ | temperature | 1 | ℃ °C 摄氏度 度
% | fraction | 1 | % 个百分点 个点 百分点 wt%
‰ | fraction | 0.1 | ‰
mg/kg | fraction | 0.0001 | mg/kg 毫克/千克 毫克/公斤 毫克每千克 毫克每公斤
g/kg | fraction | 0.1 | g/kg 克/千克 克每千克 克/公斤
ppm | ppm | 1 | ppm ppmv
ppb | ppm | 0.001 | ppb ppbv
倍 | times | 1 | 倍
dB | sound | 1 | dB(A) dBA dB 分贝
μm | length | 0.000001 | μm um 微米
mm | length | 0.001 | mm 毫米
cm | length | 0.01 | cm 厘米 公分
m | length | 1 | m 米
km | length | 1000 | km 公里 千米 里路
m² | area | 1 | m2 平方米 平米 平方 ㎡
亩 | area | 666.6667 | 亩地 亩
ha | area | 10000 | ha 公顷
km² | area | 1000000 | km2 平方公里 平方千米
头 | head | 1 | 头
只 | bird | 1 | 只 羽
户 | household | 1 | 户
人 | person | 1 | 人 口人
元 | money | 1 | 元 块钱
万元 | money | 10000 | 万元 万块
s | time | 1 | s 秒
min | time | 60 | min 分钟
h | time | 3600 | h 小时 个小时 个钟头
d | time | 86400 | d 天
月 | time | 2592000 | 个月
年 | time | 31536000 | 年
kg | mass | 1 | kg 公斤 千克
g | mass | 0.001 | g 克
mg | mass | 0.000001 | mg 毫克 ㎎
μg | mass | 0.000000001 | μg ug 微克
t | mass | 1000 | t 吨 公吨
m³ | volume | 1 | m3 m^3 ㎥ 立方米 立方 方 立米 Nm3 标立方米 标立方 标方 立方水 方水 吨水
L | volume | 0.001 | L 升
μS/cm | conductivity | 1 | μS/cm us/cm 微西/厘米 微西门子/厘米 微西每厘米
mS/cm | conductivity | 1000 | mS/cm 毫西/厘米 毫西门子/厘米
Ω·cm | resistivity | 1 | Ω·cm Ω.cm Ωcm 欧姆·厘米 欧姆厘米 欧·厘米
Pa | pressure | 1 | Pa 帕
kPa | pressure | 1000 | kPa 千帕
MPa | pressure | 1000000 | MPa 兆帕
kW | power | 1 | kW 千瓦
MW | power | 1000 | MW 兆瓦
蒸吨 | steam | 1 | 蒸吨 蒸t 蒸吨/小时 蒸吨/h
NTU | turbidity | 1 | NTU
无量纲 | none | 1 | 无量纲
`;

const MASSES = 'kg 1e6 kg 公斤 千克|g 1e3 g 克|mg 1 mg 毫克 ㎎|μg 1e-3 μg ug 微克|ng 1e-6 ng 纳克';
const PER_VOLUME = 'L 1e3 L 升|m³ 1 m3 m^3 ㎥ Nm3 Nm^3 立方米 立方 方 标立方米 标立方 标方';
const VOLUMES =
  'm³ 1 m3 m^3 ㎥ Nm3 Nm^3 立方米 立方 方 立米 标立方米 标立方 标方 标m3 方水 立方水|t 1 t 吨 公吨 吨水|L 0.001 L 升';
const TIMES =
  'h 1 h hr 小时 时 个小时 个钟头 钟头|d 24 d 天 日 day|a 8760 a 年|min 0.0166666666666667 min 分钟 分|s 0.000277777777777778 s 秒';
const PER = ['/', '每', '一', '/每'];

interface Part {
  readonly id: string;
  readonly factor: number;
  readonly spellings: readonly string[];
}

function parts(table: string): Part[] {
  return table.split('|').map((row) => {
    const [id = '', factor = '1', ...spellings] = row.split(' ');
    return { id, factor: Number(factor), spellings };
  });
}

/** Spellings of "top per bottom"; `combine` makes the factor to the base unit out of both. */
function quotients(
  top: string,
  bottom: string,
  dimension: string,
  combine: (above: number, below: number) => number,
): [string, Unit][] {
  return parts(top).flatMap((above) =>
    parts(bottom).flatMap((below) => {
      const factor = combine(above.factor, below.factor);
      const unit: Unit = { id: `${above.id}/${below.id}`, dimension, factor };
      return above.spellings.flatMap((a) =>
        below.spellings.flatMap((b) => PER.map((per): [string, Unit] => [`${a}${per}${b}`, unit])),
      );
    }),
  );
}

function plainUnits(): [string, Unit][] {
  return PLAIN.trim()
    .split('\n')
    .flatMap((line) => {
      const [id = '', dimension = '', factor = '1', spellings = ''] = line.split(' | ');
      const unit: Unit = { id, dimension, factor: Number(factor) };
      return spellings.split(' ').map((spelling): [string, Unit] => [spelling, unit]);
    });
}

/** Every spelling with its unit, as data for tests and for the scanner. */
export function unitSpellings(): ReadonlyMap<string, Unit> {
  const over = (above: number, below: number) => above / below;
  const into = (above: number, below: number) => above * below;
  return new Map([
    ...quotients('kg 1 kg 公斤 千克|g 0.001 g 克', TIMES, 'massflow', over),
    ...quotients(VOLUMES, TIMES, 'flow', over),
    ...quotients(MASSES, PER_VOLUME, 'concentration', into),
    ...plainUnits(),
  ]);
}

/** The unit that a spelling means (mg/m3, Mg/L, 毫克每升), or null. Case counts only where it must (MPa). */
export function unitOf(spelling: string): Unit | null {
  return table().units.get(fold(spelling)) ?? null;
}

/** The value in another unit of the same dimension; null where no conversion holds. */
export function convert(value: number, from: string, to: string): number | null {
  const source = unitOf(from);
  const target = unitOf(to);
  if (source === null || target === null || source.dimension !== target.dimension) return null;
  return source.id === target.id ? value : round((value * source.factor) / target.factor);
}

/** True for a number without a unit (pH, 臭气浓度), however that is written. */
export function isBare(unit: string | null): boolean {
  return unit === null || unit === '' || unit === '-' || unit === '无量纲';
}

/** Twelve significant digits: takes the noise of binary fractions away, nothing that anybody measured. */
export function round(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(12)) : value;
}

/** Lower case, ³ and ² as digits, µ as μ: the form in which spellings are compared. Keeps the length. */
export function fold(text: string): string {
  return text.toLowerCase().replace(/[³²µ]/g, (sign) => (sign === '³' ? '3' : sign === '²' ? '2' : 'μ'));
}

interface Table {
  readonly units: ReadonlyMap<string, Unit>;
  readonly longest: number;
  readonly initials: ReadonlySet<string>;
}

let cached: Table | null = null;

/** Built on first use. */
function table(): Table {
  if (cached !== null) return cached;
  const units = new Map([...unitSpellings()].map(([spelling, unit]) => [fold(spelling), unit]));
  const longest = Math.max(...[...units.keys()].map((spelling) => spelling.length));
  cached = { units, longest, initials: new Set([...units.keys()].map((spelling) => spelling.slice(0, 1))) };
  return cached;
}

/**
 * The longest unit spelling that begins at `start` of a folded text and that `accept` takes, or null. At most as
 * many tries as the longest spelling has characters.
 */
export function unitAt(
  folded: string,
  start: number,
  accept: (length: number) => boolean,
): { readonly unit: Unit; readonly length: number } | null {
  const { units, longest, initials } = table();
  if (!initials.has(folded.slice(start, start + 1))) return null;
  for (let length = Math.min(longest, folded.length - start); length > 0; length--) {
    const unit = units.get(folded.slice(start, start + length));
    if (unit !== undefined && accept(length)) return { unit, length };
  }
  return null;
}
