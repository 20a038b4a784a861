/** Digits as typed on any keyboard. */
const DIGIT = '[\\d\\uFF10-\\uFF19]';
const GAP = '[ \\u3000-]?';

function digits(pattern: string): string {
  return pattern.replaceAll('D', DIGIT);
}

interface Rule {
  readonly pattern: RegExp;
  /** What takes its place; `$1` keeps the part that is no secret. */
  readonly mask: string;
}

const NOT_AFTER_DIGIT = `(?<!${DIGIT})`;
const NOT_BEFORE_DIGIT = `(?!${DIGIT})`;

function number(pattern: string): RegExp {
  return new RegExp(NOT_AFTER_DIGIT + digits(pattern) + NOT_BEFORE_DIGIT, 'g');
}

/**
 * In this order: what is longer or says more about itself comes first. No pattern tries again from every sign of a
 * long run, since the text may be anything a stranger sent.
 */
const RULES: readonly Rule[] = [
  // RFC 6750, and any scheme after the header's name
  { pattern: /(bearer\s+)[\w.~+/=-]{8,}/gi, mask: '$1[已隐去]' },
  { pattern: /(authorization["']?\s*[=:]\s*["']?\w+\s+)[\w.~+/=-]{4,}/gi, mask: '$1[已隐去]' },
  // Names and values: token=…, "password": "…", api_key: …
  {
    pattern:
      /((?:access|refresh|api|app|secret|signing|private|session|verify|encoding)?[_-]?(?:token|secret|password|passwd|pwd|api[_-]?key|aes[_-]?key|authorization|cookie)["']?\s*[=:]\s*["']?)(?!\[已隐去)[^\s"'&,;}]+/gi,
    mask: '$1[已隐去]',
  },
  // JWT: header, payload, signature in base64url, the header always begins with {"
  { pattern: /eyJ[\w-]{10,}(?:\.[\w-]+){0,2}/g, mask: '[已隐去令牌]' },
  { pattern: /\b(?:sk|pk|rk|xox[a-z]|gh[a-z])[-_][\w-]{16,}/g, mask: '[已隐去令牌]' },
  // The account in a URL: postgres://user:password@host
  { pattern: /(:\/\/)[^\s/@]+@/g, mask: '$1[已隐去]@' },
  // GB 11643: 17 digits and a check character
  {
    pattern: number('[1-9\\uFF11-\\uFF19]D{5}(?: ?D{8} ?)D{3}[\\dXx\\uFF10-\\uFF19\\uFF38\\uFF58]'),
    mask: '[已隐去证件号]',
  },
  // Mobile: 11 digits from 13 to 19, perhaps in groups 3-4-4, perhaps with the country's code
  {
    pattern: number(`(?:\\+?86${GAP})?[1\\uFF11][3-9\\uFF13-\\uFF19]D${GAP}D{4}${GAP}D{4}`),
    mask: '[已隐去电话]',
  },
  // Landline: area code 010 or 0xxx, then 7 or 8 digits
  {
    pattern: number(
      `[(（]?[0\\uFF10][1-9\\uFF11-\\uFF19]D{1,2}[)）]?${GAP}[2-9\\uFF12-\\uFF19]D{2,3}${GAP}D{4}`,
    ),
    mask: '[已隐去电话]',
  },
];

/** Identifiers of ours, in which a run of digits is not a number of a person. */
const IDENTIFIER =
  /\b(?:[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|(?=[\da-f]*[a-f])[\da-f]{40,64})\b/gi;

/**
 * A text without phone numbers, identity-card numbers, tokens and passwords, nor any of `secrets` verbatim.
 * Matters more than what it costs: a figure that looks like a phone number goes too.
 */
export function redactText(text: string, secrets: readonly string[] = []): string {
  const bare = secrets.reduce((rest, secret) => rest.replaceAll(secret, '[已隐去]'), text);
  let result = '';
  let from = 0;
  for (const match of bare.matchAll(IDENTIFIER)) {
    result += applyRules(bare.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return result + applyRules(bare.slice(from));
}

function applyRules(text: string): string {
  return RULES.reduce((rest, { pattern, mask }) => rest.replace(pattern, mask), text);
}
