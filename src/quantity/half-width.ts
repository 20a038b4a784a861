/**
 * Full-width letters, digits and signs as half-width, subscripts as digits, ideographic space as space. Every
 * character keeps its place, so that a position in the result is a position in the text as written.
 */
export function halfWidth(text: string): string {
  return text.replace(/[！-～　₀-₉·•]/g, (char) => {
    if (char === '　') return ' ';
    const code = char.charCodeAt(0);
    if (code >= 0x2080 && code <= 0x2089) return String(code - 0x2080);
    if (char === '·' || char === '•') return '·';
    return char === '，' || char === '；' || char === '：' || char === '？' || char === '！'
      ? char
      : String.fromCharCode(code - 0xfee0);
  });
}
