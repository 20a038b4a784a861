/** Control characters that no text file has; tab, line ends and form feed it may. */
const CONTROL = /[^\P{Cc}\t\n\r\f]/u;
/** Elements and openings that make a browser, a server or a shell run what follows. */
const MARKUP =
  /<\s*(!doctype|\?xml|\?php|html|head|body|script|svg|iframe|object|embed|img|form|meta|link|style)\b/i;
const SHELL = /^\ufeff?#!/;

/** GB18030 holds GBK and GB 2312, in which offices still save tables. */
const ENCODINGS = ['utf-8', 'gb18030'];

/** Whether the bytes are text that people wrote, something that runs (a page, a script with its shell), or no text. */
export function textKind(content: Buffer): 'plain' | 'markup' | 'binary' {
  for (const encoding of ENCODINGS) {
    const text = decoded(content, encoding);
    if (text !== null && !CONTROL.test(text))
      return MARKUP.test(text) || SHELL.test(text) ? 'markup' : 'plain';
  }
  return 'binary';
}

function decoded(content: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    return null;
  }
}
