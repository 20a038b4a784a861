const SENTENCE = /[^。；！？\n]*[。；！？\n]+|[^。；！？\n]+$/gu;

function pieces(text: string, size: number): string[] {
  const result: string[] = [];
  for (let at = 0; at < text.length; at += size) result.push(text.slice(at, at + size));
  return result;
}

/**
 * Packs paragraphs into texts of at most `size` UTF-16 units. A paragraph that fits is not divided; a longer one is
 * divided at sentence ends, and a sentence that is longer still, anywhere. Nothing but white space at the ends is lost.
 */
export function packSentences(paragraphs: readonly string[], size: number): string[] {
  const units = paragraphs.flatMap((paragraph) =>
    paragraph.length <= size
      ? [paragraph]
      : (paragraph.match(SENTENCE) ?? []).flatMap((sentence) => pieces(sentence, size)),
  );
  const texts: string[] = [];
  let current = '';
  for (const unit of units) {
    if (current !== '' && current.length + unit.length > size) {
      texts.push(current);
      current = '';
    }
    current += unit;
  }
  texts.push(current);
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}
