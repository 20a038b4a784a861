/** Words that name a class, a period, a fuel or a way of discharge: they choose between the rows of one standard. */
const CLASS_WORDS =
  /一级A|一级B|[一二三]级|特别排放|直接排放|间接排放|表\d|[ⅠⅡⅢⅣⅤ]类|[0-5]类|昼间|夜间|燃煤|燃气|燃油|生物质|珠三角|无组织|排气筒|厂界|厂区|新建|现有|敏感点|室内/g;

const CHINESE_DIGITS = '一二三四五';
const ROMAN_DIGITS = 'ⅠⅡⅢⅣⅤ';

/** The class words of a question, each once; 四类 and 4类 stand for Ⅳ类 as well (waters) as 4类 (noise). */
export function classWords(question: string): string[] {
  const text = question.replaceAll('白天', '昼间').replaceAll('晚上', '夜间').replaceAll('夜里', '夜间');
  const classes = [...text.matchAll(/([一二三四五1-5])类/g)].map(([, digit = '']) => {
    const place = CHINESE_DIGITS.includes(digit) ? CHINESE_DIGITS.indexOf(digit) : Number(digit) - 1;
    return ` ${ROMAN_DIGITS[place] ?? ''}类 ${place + 1}类`;
  });
  return [...new Set((text + classes.join('')).match(CLASS_WORDS) ?? [])];
}
