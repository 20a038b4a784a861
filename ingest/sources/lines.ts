/** One line of a text file, or why it is none. `number` counts from 1, blank lines included. */
export type Line =
  | { readonly kind: 'text'; readonly number: number; readonly text: string }
  | { readonly kind: 'too_long'; readonly number: number }
  | { readonly kind: 'not_utf8'; readonly number: number };

/** Longest line in bytes: the largest record of the starter knowledge has 20 kB; beyond this it is another format. */
export const LONGEST_LINE = 4 * 1024 * 1024;

const NEWLINE = 0x0a;

/**
 * Splits bytes into lines, holding one line in memory at most. Splitting happens on bytes, so a character
 * that two chunks share stays whole. CR LF and a missing last newline are fine, and a byte order mark is
 * dropped wherever a line starts with one (files are joined by hand).
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const open = new OpenLine();
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      open.add(chunk.subarray(from, at));
      yield open.close();
      from = at + 1;
    }
    open.add(chunk.subarray(from));
  }
  if (!open.empty) yield open.close();
}

/** The line that is being read. Bytes beyond the limit are counted and dropped. */
class OpenLine {
  #number = 1;
  #length = 0;
  #parts: Uint8Array[] = [];

  get empty(): boolean {
    return this.#length === 0;
  }

  add(bytes: Uint8Array): void {
    this.#length += bytes.length;
    if (this.#length > LONGEST_LINE) this.#parts = [];
    // A stream may reuse its buffer for the next chunk.
    else if (bytes.length > 0) this.#parts.push(Uint8Array.from(bytes));
  }

  close(): Line {
    const number = this.#number;
    const line =
      this.#length > LONGEST_LINE ? ({ kind: 'too_long', number } as const) : decode(this.#parts, number);
    this.#number += 1;
    this.#length = 0;
    this.#parts = [];
    return line;
  }
}

function decode(parts: readonly Uint8Array[], number: number): Line {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
    return { kind: 'text', number, text: text.endsWith('\r') ? text.slice(0, -1) : text };
  } catch {
    // A fatal decoder throws on nothing but bytes that are no UTF-8.
    return { kind: 'not_utf8', number };
  }
}
