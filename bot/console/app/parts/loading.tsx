import { texts } from '../texts.js';

/** Grey lines where a page's content is about to be. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  return (
    <div className="loading" role="status" aria-label={texts.loading}>
      {Array.from({ length: lines }, (_, index) => `line-${index}`).map((key) => (
        <span key={key} className="loading-line" />
      ))}
    </div>
  );
}
