/** A mobile number as people type it: groups, blanks, hyphens, the country's code, full-width digits once normalised. */
const MOBILE = /(?<!\d)(?:\+?86[ -]?)?(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})(?!\d)/g;

/** 138****8000. */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** A text with every mobile number in it masked: whoever reads it later needs none of them. */
export function withoutPhones(text: string): string {
  return halfWidth(text).replaceAll(MOBILE, '$1****$3');
}

/** The first mobile number in a text, eleven digits, or null. */
export function findPhone(text: string): string | null {
  const [match] = halfWidth(text).matchAll(MOBILE);
  return match === undefined ? null : match.slice(1).join('');
}

/** Only digits and the signs within a number: everything else stays as it was typed. */
function halfWidth(text: string): string {
  return text.replaceAll(/[０-９＋－]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}
